# SPDX-License-Identifier: GPL-2.0-or-later
# shards.py PROGRAM N INDEX -- FOLDERS -- SERVERS: N queries, of words of titles, to an index, to the folders of its shards, to servers
# of them and to both mixed: hits, folded and not, their copies, facets, histograms and stories have to be the same. Prints how many
# answers were compared, and those that differ. A rare name of which a shard has no spelling beside it may have fewer of them: what such
# a query finds is another matter (xabar-search(1), Servers), and is counted apart.
import json
import random
import re
import subprocess
import sys

program, n, index = sys.argv[1], int(sys.argv[2]), sys.argv[3]
rest = sys.argv[5:]
folders, servers = rest[: rest.index("--")], rest[rest.index("--") + 1 :]
sets = {"folders": folders, "servers": servers, "mixed": folders[:1] + servers[1:]}


def ask(where, arguments):
    command = [program] + [word for name in where for word in ("-d", name)] + arguments
    done = subprocess.run(command, capture_output=True, text=True)
    if done.stderr:
        sys.exit("%s: %s" % (command, done.stderr))
    return done.returncode, json.loads(done.stdout)


def told(answer):
    """What has to be the same: not how long it took, nor a score, of which the last digits are not, nor what is estimated."""
    code, said = answer
    total = said.get("total", {})
    hits = [{key: hit[key] for key in hit if key != "score"} for hit in said.get("hits", [])]
    beside = [said.get(key) for key in ("facets", "histogram", "histogram_undated", "first", "copies")]
    return code, total["value"] if total.get("exact") else None, [hits] + beside


def differ(one, other):
    a, b = told(one), told(other)
    return a[0] != b[0] or a[2] != b[2] or (a[1] != b[1] and None not in (a[1], b[1]))


random.seed(7)
listing = subprocess.run([program, "-d", index, "-n", "all", "--sort", "oldest", "--format", "jsonl", "--fields", "id,title"],
                         capture_output=True, text=True).stdout
dispatches = [json.loads(line) for line in listing.splitlines()]
compared = spelt = wrong = 0
for k, dispatch in enumerate(random.sample(dispatches, n)):
    words = re.findall(r"\w{3,}", dispatch.get("title", "").lower()) or ["oil"] # AND would be an operator
    query = " ".join(random.sample(words, min(len(words), 1 + k % 3)))
    query = ('"%s"' % " ".join(words[:2]), "date:1987..2021-06 " + words[0], query, "=" + words[-1], query)[k % 5]
    page = ["--format", "json", "--sort", ("relevance", "newest", "oldest")[k % 3], "-n", "10", "-o", "0" if k % 4 else "5"]
    span = ["--histogram", ("year", "month", "week", "day")[k % 4], "--facet", "source:5", "--facet", "lang"]
    requests = [page + ["--expand-copies", query], page + ["--collapse", "--fresh", query], page + ["--fresh", query],
                page + span + [query], ["--format", "json", "--spread", dispatch["id"]]]
    for request in requests:
        wanted = ask([index], request)
        for name, where in sets.items():
            got = ask(where, request)
            compared += 1
            if got[1].get("expanded") != wanted[1].get("expanded"):
                spelt += 1
            elif differ(got, wanted):
                wrong += 1
                print("of %s another answer: %s" % (name, request))
print("%d answers compared, %d of other spellings, %d others" % (compared, spelt, wrong))
sys.exit(wrong > 0 or spelt * 10 > compared)
