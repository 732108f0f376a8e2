#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""copies.py make REUTERS.jsonl.gz: the dispatches of reuters-1987, and near-copies of some, as JSON lines.

Every 16th dispatch has seven copies, with the ids ID-cut80, ID-cut60, ID-cut50, ID-dateline, ID-headline, ID-words and
ID-correction: the first 80, 60 or 50 % of its words; a dateline before it; another headline; 5 % of its words replaced by
words of other dispatches; a line that corrects it. They are a day later. The same every time.

copies.py judge RESULTS.jsonl ...: for each kind of copy the part that is folded with its original, and how many pairs of
dispatches that are no copies are. RESULTS has the folded hits, with `copies`.
"""
import collections
import datetime
import gzip
import json
import random
import re
import sys

DATELINES = ["BAKU, March 3 (Gilavar) - ", "LONDON, Feb 26 - ", "NEW YORK (AP) -- ", "TEHRAN (Pristan) - "]
CORRECTIONS = ["CORRECTION: in the second paragraph please read the figure as given below.\n",
               "Corrects the name of the company in the first paragraph.\n"]


def cut(body, part):
    words = body.split(" ")
    return " ".join(words[:max(1, int(len(words) * part))])


def replace(body, random_, vocabulary):
    pieces = re.split(r"(\s+)", body)
    places = [i for i in range(0, len(pieces), 2) if pieces[i]]
    for i in random_.sample(places, max(1, round(len(places) * 0.05))):
        pieces[i] = random_.choice(vocabulary)
    return "".join(pieces)


def make(path):
    random_ = random.Random(1987)
    dispatches = [json.loads(line) for line in gzip.open(path, "rt", encoding="utf-8")]
    vocabulary = [word for d in dispatches[::40] for word in d["body"].split()]
    kinds = {
        "cut80": lambda d: {"body": cut(d["body"], 0.8)},
        "cut60": lambda d: {"body": cut(d["body"], 0.6)},
        "cut50": lambda d: {"body": cut(d["body"], 0.5)},
        "dateline": lambda d: {"body": random_.choice(DATELINES) + d["body"]},
        "headline": lambda d: {"title": " ".join(random_.sample(vocabulary, 6)).upper()},
        "words": lambda d: {"body": replace(d["body"], random_, vocabulary)},
        "correction": lambda d: {"body": random_.choice(CORRECTIONS) + d["body"]},
    }
    for number, d in enumerate(dispatches):
        print(json.dumps(d))
        if number % 16:
            continue
        for kind, change in kinds.items():
            copy = dict(d, id=f"{d['id']}-{kind}", **change(d))
            print(json.dumps(copy))


def judge(paths):
    kinds, folded, unrelated = collections.Counter(), collections.Counter(), 0
    ids, of = set(), {}
    for line in (line for path in paths for line in open(path, encoding="utf-8")):
        hit = json.loads(line)
        story = [hit["id"]] + [copy["id"] for copy in hit.get("copies", [])]
        ids.update(story)
        of.update((id_, hit["id"]) for id_ in story)
        originals = collections.Counter(id_.split("-")[0] for id_ in story)
        unrelated += (len(story) ** 2 - sum(n * n for n in originals.values())) // 2
    for id_ in ids:
        if "-" in id_:
            original, kind = id_.split("-")
            kinds[kind] += 1
            folded[kind] += of[id_] == of[original]
    pairs = len(ids) * (len(ids) - 1) // 2
    for kind in sorted(kinds):
        print(f"{kind} {100 * folded[kind] / kinds[kind]:.2f} %")
    print(f"copies {100 * sum(folded.values()) / sum(kinds.values()):.2f} %")
    print(f"unrelated {100 * unrelated / pairs:.5f} %, {unrelated} pairs of {pairs}")


if __name__ == "__main__":
    make(sys.argv[2]) if sys.argv[1] == "make" else judge(sys.argv[2:])
