#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Mistakes seeded in words of real news: how often the first suggestion is the word that was meant.

suggest.py INDEX FOLDER [--show]: words of FOLDER/{en,ru,az,tr,fa,uz}.jsonl, which INDEX has. Prints a line a kind of mistake, then what
is suggested for words without one. xabar-search is in $XABAR_BIN.
"""
import json
import os
import random
import re
import subprocess
import sys

LANGS = ("en", "ru", "az", "tr", "fa", "uz")
KINDS = ("deletion", "insertion", "neighbour", "swap", "layout")
WORDS = 1000
CORRECT = 2000
WHEN = 1987  # the seed

# What the keys give, row by row: those of each language, and those that were on by mistake.
QWERTY = ("qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,.")
RUSSIAN = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю")
TURKISH = ("qwertyuıopğü", "asdfghjklşi", "zxcvbnmöç")
TURKISH_F = ("fgğıodrnhpqw", "uieaütkmlyş", "jövcçzsb.")
AZERI = ("qüertyuiopöğ", "asdfghjklıə", "zxcvbnmçş")
PERSIAN = ("ضصثقفغعهخحجچ", "شسیبلاتنمکگ", "ظطزرذدپو")
KEYBOARDS = {"en": (QWERTY, RUSSIAN), "ru": (RUSSIAN, QWERTY), "az": (AZERI, RUSSIAN), "tr": (TURKISH, TURKISH_F),
             "fa": (PERSIAN, QWERTY), "uz": (QWERTY, RUSSIAN)}

FOLDED = str.maketrans("ёآأكي", "еااکی")


def words_of(path):
    """The distinct words of four letters and more of a language's dispatches, as they are folded, in no order."""
    found = set()
    turkic = path.endswith(("az.jsonl", "tr.jsonl"))
    for line in open(path, encoding="utf-8"):
        dispatch = json.loads(line)
        text = dispatch["title"] + "\n" + dispatch["body"]
        if turkic:
            text = text.replace("I", "ı").replace("İ", "i")
        words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*", re.sub("[ʻʼ‘’]", "'", text.lower()))
        found |= {w.translate(FOLDED) for w in words if len(w) >= 4}
    return sorted(found)


def neighbours(keyboard, letter):
    for y, row in enumerate(keyboard):
        x = row.find(letter)
        if x >= 0:
            near = [(y, x - 1), (y, x + 1), (y - 1, x), (y - 1, x + 1), (y + 1, x - 1), (y + 1, x)]
            return [keyboard[j][i] for j, i in near if 0 <= j < 3 and 0 <= i < len(keyboard[j]) and keyboard[j][i].isalpha()]
    return []


def seed(rng, kind, word, lang):
    """The word with one mistake; None where it cannot have that."""
    keyboard, other = KEYBOARDS[lang]
    at = rng.randrange(len(word))
    letters = [c for row in keyboard for c in row if c.isalpha()]
    if kind == "deletion":
        return word[:at] + word[at + 1:]
    if kind == "insertion":
        return word[:at] + rng.choice(letters) + word[at:]
    if kind == "neighbour":
        near = neighbours(keyboard, word[at])
        return word[:at] + rng.choice(near) + word[at + 1:] if near else None
    if kind == "swap":
        at = max(at, 1)
        return word[:at - 1] + word[at] + word[at - 1] + word[at + 1:] if word[at] != word[at - 1] else None
    typed = [(y, row.find(c)) for c in word for y, row in enumerate(keyboard) if c in row]
    if len(typed) < len(word) or any(x >= len(other[y]) for y, x in typed):
        return None
    return "".join(other[y][x] for y, x in typed)


def ask(index, queries):
    """The results of each query, without hits."""
    topics = "".join(f"{i}\t{q}\n" for i, q in enumerate(queries))
    run = subprocess.run([os.environ.get("XABAR_BIN", "build/release") + "/xabar-search", "-d", index, "-n", "0", "--format", "json",
                          "--topics", "-"], input=topics, text=True, capture_output=True, check=False)
    if run.returncode == 2:
        sys.exit(run.stderr)
    return [json.loads(line) for line in run.stdout.splitlines()]


def measure(index, folder, show):
    rng = random.Random(WHEN)
    words = [(lang, w) for lang in LANGS for w in words_of(f"{folder}/{lang}.jsonl")]
    chosen, made = rng.sample(words, len(words)), []
    for lang, word in chosen:
        kind = KINDS[len(made) % len(KINDS)]
        wrong = seed(rng, kind, word, lang)
        if wrong and wrong != word and len(made) < WORDS:
            made.append((kind, lang, word, wrong))
    for name, key in (("kind", 0), ("lang", 1)):
        table = {}
        for row, result in zip(made, ask(index, [m[3] for m in made])):
            said = result["suggestion"]
            # Nothing is suggested for what is found: as another spelling of what was meant, or as something else.
            spelt = any(row[2] in others for others in result["expanded"].values())
            what = "right" if said == row[2] else "wrong" if said else "spelt" if spelt else "found" if result["total"]["value"] else "none"
            for group in (row[key], "all"):
                table.setdefault(group, {}).setdefault(what, 0)
                table[group][what] += 1
            if show and key == 0 and what != "right":
                print(what, *row, said, result["total"]["value"], sep="\t")
        for group, counts in sorted(table.items()):
            n = sum(counts.values())
            shares = " ".join(f"{w} {counts.get(w, 0) / n:.3f}" for w in ("right", "spelt", "wrong", "found", "none"))
            print(f"{name} {group} {n} {shares}")
    correct = [w for _, w in chosen[-CORRECT:]]
    results = ask(index, correct)
    for word, result in zip(correct, results):
        if show and result["suggestion"]:
            print("correct", word, result["suggestion"], result["total"]["value"], sep="\t")
    took = sorted(r["took_ms"] for r in results)
    print(f"correct {len(correct)} suggested {sum(r['suggestion'] is not None for r in results) / len(correct):.4f}")
    print(f"took p50 {took[len(took) // 2]:.2f} p99 {took[len(took) * 99 // 100]:.2f} ms")


measure(sys.argv[1], sys.argv[2], "--show" in sys.argv)
