#compdef xabar-search
# SPDX-License-Identifier: GPL-2.0-or-later

_arguments -s -S \
	'*'{-d+,--index=}'[an index; may be repeated]:index:_files -/' \
	'--timeout=[what a server has to answer in]:seconds (10):' \
	'(-n --limit)'{-n+,--limit=}'[hits to show, at most]:number (10):' \
	'(-o --offset)'{-o+,--offset=}'[hits to leave out first]:number:' \
	'--cursor=[go on behind this page; * is the first]:cursor:' \
	'--sort=[order of hits]:order:(relevance newest oldest)' \
	'--from=[published on that date or later]:date:' \
	'--to=[published on that date or earlier]:date:' \
	'*--lang=[in this language]:language:(ar az ckb en fa hy ka kk ky ru tg tk tr uk uz)' \
	'*--source=[from this source]:source:' \
	'*--section=[from this section]:section:' \
	'--as-of=[the archive as it stood at the end of that date]:date:' \
	'--all[killed, withheld and embargoed dispatches, too]' \
	'--format=[how hits are printed]:format:((text\:"for people" json\:"one document" jsonl\:"one hit a line" csv\:"with a header line" tsv\:"the same with tabs" ids\:"one id a line" trec\:"for trec_eval" ris\:"references" bibtex\:"references" rss\:"a feed" atom\:"a feed" html\:"one page"))' \
	'--fields=[fields of json, jsonl, csv and tsv]:fields:_values -s , field rank id score title headline date source section byline place lang url tags status version replaces embargo updated snippet body extras terms length charset charset_how replaced lang_declared lang_margin hidden similar identical copies' \
	'*--facet=[count what matches by a field]:field:(source section byline place lang tags status)' \
	'--histogram=[count what matches by spans of time]:span:(year month week day)' \
	'--format-version=[of json and jsonl]:number (1):' \
	'--bom[begin csv or tsv with a byte order mark]' \
	'--color=[colours in text]:when:(auto always never)' \
	'--show=[print the whole dispatch with this id]:id:' \
	'--versions[with --show\: all versions that are kept]' \
	'--similar=[dispatches about the same as the one with this id]:id:' \
	'--count[print only how many dispatches match]' \
	'--explain[say what was searched for]' \
	'--topics=[run the queries of a file]:file:_files' \
	'--batch=[find each name of a table]:file:_files' \
	'--column=[with --batch: the column of the names]:name or number:' \
	'--queries[with --batch: they are queries]' \
	'--resume=[with --batch: write to this file, going on where it ends]:file:_files' \
	'--alert-add=[keep the query as an alert of this name]:name:' \
	'--alert-remove=[forget an alert]:name:' \
	'--alert-list[list the alerts]' \
	'--alerts[tell what is new to alerts, once]' \
	'--exec=[with --alerts: run this for each hit]:command:' \
	'--again[with --alerts: tell what may have been missed, too]' \
	'--plain[the query is words, without operators]' \
	'--no-names[words in the spelling that was typed]' \
	'--collapse[fold near-copies into the first of them]' \
	'--expand[let what is like the best hits rise, too]' \
	'--fresh[let newer ones among the best hits rise]' \
	'--no-collapse[show every near-copy by itself]' \
	'--expand-copies[fold near-copies, and list them]' \
	'--spread=[print who had the story of this dispatch first]:id:' \
	'(- *)'{-h,--help}'[print the options]' \
	'(- *)'{-V,--version}'[print the version]' \
	'*:query:'
