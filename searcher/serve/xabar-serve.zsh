#compdef xabar-serve
# SPDX-License-Identifier: GPL-2.0-or-later

_arguments -s -S \
	'*'{-d+,--index=}'[an index; may be repeated]:index:_files -/' \
	'--timeout=[what a server of a shard has to answer in]:seconds (2):' \
	'--alerts=[whose alerts are fed]:index:_files -/' \
	'--listen=[where it is reached]:address:(127.0.0.1\:7171 unix\:/ LISTEN_FDS)' \
	'--token-file=[answer only who sends one of its tokens]:file:_files' \
	'--public[answer everybody]' \
	'*--host=[what browsers call the server]:name:_hosts' \
	'(-j --workers)'{-j+,--workers=}'[threads that search]:number:' \
	'--max-hits=[hits of one answer, at most]:number (1000):' \
	'--max-depth=[the last hit that can be asked for]:number (10000):' \
	'--max-size=[bytes of an answer, at most]:size (32M):' \
	'--max-time=[milliseconds to an answer, at most]:number (10000):' \
	'--max-body=[bytes of a table that is sent, at most]:size (1M):' \
	'--max-rows=[rows of one, at most]:number (1000):' \
	'--slow-log=[note what took long in a file]:file:_files' \
	'--slow-ms=[what took long, in milliseconds]:number (500):' \
	'(- *)'{-h,--help}'[print the options]' \
	'(- *)'{-V,--version}'[print the version]'
