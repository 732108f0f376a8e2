# Lines of gen_archive's as columns: number, title, body, date.
s/^{"id":"\([0-9]*\)","date":"\(....\)-\(..\)-\(..\)","title":"\(.*\)","body":"\(.*\)"}$/1\1	\5	\6	\2\3\4/
s/\\[ntr]/ /g
s/\\u..../ /g
s/\\\(.\)/\1/g
