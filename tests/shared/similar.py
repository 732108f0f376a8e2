#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""How much the ten most similar dispatches have in common with one.

similar.py stories INDEX: of one of the same stories in many languages (ids end in the story's), how many of the ten are that story.
similar.py tags INDEX: the share of the ten that have a tag of it, beside the ten best for its title as the query, and ten at random.
xabar-search is in $XABAR_BIN.
"""
import json
import os
import random
import subprocess
import sys

SAMPLE = 300
WANTED = 10


def search(index, *arguments):
    run = subprocess.run([os.environ.get("XABAR_BIN", "build/release") + "/xabar-search", "-d", index, "--format", "json", "--fields",
                          "id,title,tags", *arguments], text=True, capture_output=True, check=False)
    if run.returncode == 2:
        sys.exit(run.stderr)
    return json.loads(run.stdout)["hits"]


def story_of(hit):
    return hit["id"].split("-", 2)[2]


def measure_stories(index, dispatches):
    same = first = some = 0
    for dispatch in dispatches:
        hits = search(index, "--similar", dispatch["id"], "-n", str(WANTED))
        shared = [story_of(hit) == story_of(dispatch) for hit in hits]
        same, first, some = same + sum(shared), first + shared[:1].count(True), some + any(shared)
    n = len(dispatches)
    print(f"stories {n} same {same / n / WANTED:.3f} first {first / n:.3f} some {some / n:.3f}")


def share(dispatch, hits):
    others = [hit for hit in hits if hit["id"] != dispatch["id"]][:WANTED]
    return sum(bool(set(dispatch["tags"]) & set(other.get("tags", []))) for other in others) / WANTED


def measure_tags(index, dispatches, rng):
    tagged = [d for d in dispatches if d.get("tags") and d.get("title")]
    sample = rng.sample(tagged, SAMPLE)
    sums = [0, 0, 0]
    for dispatch in sample:
        sums[0] += share(dispatch, search(index, "--similar", dispatch["id"], "-n", str(WANTED)))
        sums[1] += share(dispatch, search(index, "-n", str(WANTED + 1), "--plain", "--", dispatch["title"]))
        sums[2] += share(dispatch, rng.sample(dispatches, WANTED + 1))
    print(f"tags {len(sample)} similar {sums[0] / SAMPLE:.3f} title {sums[1] / SAMPLE:.3f} random {sums[2] / SAMPLE:.3f}")


random_numbers = random.Random(1987)
everything = search(sys.argv[2], "--sort", "newest", "-n", "100000")
if sys.argv[1] == "stories":
    measure_stories(sys.argv[2], random_numbers.sample(everything, SAMPLE))
else:
    measure_tags(sys.argv[2], everything, random_numbers)
