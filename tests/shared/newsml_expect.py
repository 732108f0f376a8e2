#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What xabar-index is to make of the IPTC's examples, worked out from the XML without it.

    newsml_expect.py expect ../shared/data/formats > tests/shared/golden/newsml-g2.tsv
    xabar-index -n FILES... | newsml_expect.py actual ../shared/data/formats

Both print a line a dispatch: its short fields, a digest of source, section, byline and place, the number of its tags, and
digests of title and body without any white space and controls (how that is set is for the unit tests to say). No text is printed.
"""
import glob
import hashlib
import json
import os
import re
import sys
import xml.etree.ElementTree as ET
from datetime import datetime

PATTERNS = ("newsml-g2/examples/*.xml", "newsml-g2/tests/unit_test_files/*/should_pass/*.xml",
            "newsinjson/examples/NewsML/*.xml")
COLUMNS = "file id version status date updated embargo lang names tags title body".split()
XML = "{http://www.w3.org/XML/1998/namespace}"


def undone(word):
    """A word of UTF-8 that was read as windows-1252 (what that leaves out, as Latin-1) and encoded again, put right."""
    try:
        return b"".join(c.encode("latin-1" if "\x80" <= c <= "\x9f" else "cp1252") for c in word).decode()
    except UnicodeError:
        return word


def digest(*texts):
    """A word that was encoded twice counts as the one that was meant, as it is read."""
    text = "|".join(" ".join(undone(word) for word in (t or "").split(" ")) for t in texts)
    text = re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", "", text)
    return hashlib.sha256(text.encode()).hexdigest()[:16] if text.strip("|") else "-"


def iso(date):
    """As xabar prints dates: without fractions of seconds, extended."""
    date = re.sub(r"\.\d+", "", (date or "").strip())
    if re.fullmatch(r"\d{8}T\d{6}[+-]\d{4}", date):
        date = datetime.strptime(date, "%Y%m%dT%H%M%S%z").isoformat()
    return date.replace("+00:00", "Z")


# ---- The tree, without namespaces and comments ----

def local(element):
    return element.tag.rpartition("}")[2]


def load(path):
    """Two of the files say ISO-8859-1 and are UTF-8: what is valid UTF-8 is that."""
    with open(path, "rb") as f:
        root = ET.fromstring(re.sub(r"^\s*<\?xml.*?\?>", "", f.read().decode("utf-8-sig"), flags=re.S))
    for element in root.iter():
        element.tag = local(element)
    return root


def squeezed(text):
    return " ".join(text.split())


def all_text(element):
    return squeezed("".join(element.itertext())) if element is not None else ""


def code(value):
    return re.split(r"[:/#]", value.strip())[-1].strip() if value else ""


def readable(word):
    return word if word and not re.search(r"\d", word) and word.upper() != word else ""


def unseen(names):
    """Names, each only once, which is how tags are kept; a comma in one is part of it ("arts, culture")."""
    return list(dict.fromkeys(n for n in names if n))


# ---- NewsML-G2 ----

def in_lang(elements, lang):
    elements = list(elements)
    for e in elements:
        tag = e.get(XML + "lang")
        if not tag or not lang or tag.split("-")[0].lower() == lang.split("-")[0].lower():
            return e
    return elements[0] if elements else None


class G2:
    def __init__(self, item, message):
        self.item = item
        self.meta = item.find("itemMeta")
        self.content = item if item.tag == "contentMeta" else item.find("contentMeta")
        self.lang = (self.content is not None and next(
            (e.get("tag") for e in self.content.findall("language")), None)) or item.get(XML + "lang") or next(
            (e.get(XML + "lang") for e in self.all("headline")), None) or message.get(XML + "lang") or ""

    def all(self, name):
        return self.content.findall(name) if self.content is not None else []

    def of_meta(self, name):
        return self.meta.findall(name) if self.meta is not None else []

    def name(self, e):
        main = e.find("mainConcept")
        found = all_text(in_lang((main if main is not None else e).findall("name"), self.lang))
        for key in "qcode", "literal", "uri":
            if not found and e.get(key, "").strip():
                for a in self.item.findall("assert"):
                    if a.get(key, "").strip() == e.get(key).strip():
                        found = all_text(in_lang(a.findall("name"), self.lang))
                        break
        return found or e.get("literal", "").strip()

    def words(self, e):
        return self.name(e) or readable(code(e.get("qcode"))) or readable(code(e.get("uri")))

    def provider(self, e):
        uri = e.get("uri", "")
        host = code(uri) if "/newsprovider/" in uri else re.sub(r"^.*?://", "", uri).split("/")[0]
        return self.name(e) or code(e.get("qcode")) or host

    def place(self, e):
        names = [self.words(x) for x in [e] + e.findall("broader")]
        return [n for i, n in enumerate(names) if n and (i == 0 or n != names[i - 1])]

    def places(self):
        found = [n for e in self.all("located") for n in self.place(e)] or [
            all_text(e) for e in self.all("dateline")] or [
            n for e in self.all("subject") if code(e.get("type")) == "geoArea" for n in self.place(e)]
        return ", ".join(found)

    def text(self):
        sets = [self.item] if self.item.tag == "contentSet" else self.item.findall("contentSet")
        for s in sets:
            for path in ".//inlineXML//nitf", ".//inlineXML//html", ".//inlineData", ".//inlineXML":
                for found in s.findall(path):
                    if found.tag == "inlineData" and found.get("contenttype", "text/").split("/")[0] != "text":
                        continue
                    parts = [found]
                    if found.tag in ("nitf", "html"):
                        parts = found.findall("body/body.content") or found.findall("body")
                    text = "".join("".join(p.itertext()) for p in parts)
                    if text.strip():
                        return text
        return ""

    def references(self):
        found = []
        group_set = self.item if self.item.tag == "groupSet" else self.item.find("groupSet")
        for ref in group_set.findall("group/itemRef") if group_set is not None else []:
            title = in_lang(ref.findall("headline") or ref.findall("title"), self.lang)
            found += [all_text(title), all_text(in_lang(ref.findall("description"), self.lang))]
        return list(dict.fromkeys(t for t in found if t))

    def row(self):
        date = lambda *paths: next((t for e in self.item.iter() if e is self.item for p in paths
                                    for t in [self.item.findtext(p)] if t and t.strip()), "")
        nitf = self.item.find(".//inlineXML//nitf")
        title = all_text(in_lang(self.all("headline"), self.lang)) or (
            all_text(nitf.find(".//hl1")) if nitf is not None else "") or (
            all_text(in_lang(self.of_meta("title"), self.lang))) or all_text(next(iter(self.all("slugline")), None))
        first = in_lang(self.all("description"), self.lang)
        descriptions = [all_text(e) for e in self.all("description")
                        if first is not None and e.get(XML + "lang") == first.get(XML + "lang")]
        abstract = all_text(nitf.find(".//abstract")) if nitf is not None else ""
        text, refs = self.text(), self.references()
        lead = [t for t in descriptions or [abstract] if digest(t) and squeezed(t) not in squeezed(text)]
        body = "".join(lead + [text] + [r for r in refs if r != title])
        if not title and not body.strip():
            return None
        status = code(next((e.get("qcode") or e.get("uri") for e in self.of_meta("pubStatus")), "usable"))
        if status == "usable" and any(code(e.get("qcode") or e.get("uri")) == "correction" for e in self.of_meta("signal")):
            status = "corrected"
        if self.meta is None:
            status = ""
        byline = [all_text(e) for e in self.all("by")][:1] or [self.words(e) for e in self.all("creator")]
        if not any(byline) and nitf is not None:
            byline = [all_text(e) for e in nitf.iter("byline")]
        source = [self.provider(e) for e in self.of_meta("provider") + self.all("infoSource")]
        service = [self.words(e) for e in self.of_meta("service")]
        tags = [all_text(e) for e in self.all("keyword")] + [self.words(e) for e in self.all("subject")]
        updated = date("itemMeta/versionCreated", "contentMeta/contentModified")
        return {
            "id": self.item.get("guid", "") or "-", "version": self.item.get("version", ""), "status": status,
            "date": iso(date("itemMeta/firstCreated", "contentMeta/contentCreated") or updated),
            "updated": iso(updated), "embargo": iso(date("itemMeta/embargoed")), "lang": self.lang.split("-")[0],
            "names": digest(next(filter(None, source), ""), next(filter(None, service), ""),
                            ", ".join(filter(None, byline)), self.places()),
            "tags": str(len(unseen(tags))), "title": digest(title), "body": digest(body)}


# ---- NewsML 1.2, as Business Wire writes it ----

def newsml(item, root):
    get = lambda path: all_text(item.find(path))
    formal = lambda path: (item.find(path).get("FormalName") if item.find(path) is not None else "")
    ident = "Identification/NewsIdentifier/"
    parts = {"Body": [], "after": []}
    title = all_text(next(item.iter("HeadLine"), None))
    for component in item.iter("NewsComponent"):
        role = component.find("Role").get("FormalName") if component.find("Role") is not None else ""
        data = component.find("ContentItem/DataContent")
        if role == "Body":
            parts["Body"].append(all_text(data))
        elif role == "Contact":
            parts["after"].append(all_text(data))
        elif role in ("Photo", "Video", "Graphic", "Audio"):
            parts["after"].append(all_text(component.find("NewsLines/HeadLine")))
    tags = [p.get("Value") for p in item.iter("Property") if p.get("FormalName").endswith(("Keyword", "Keywords"))]
    places = [all_text(e) for e in item.iter("DateLine")][:1]
    return {
        "id": ":".join(["urn:newsml"] + [get(ident + n) for n in ("ProviderId", "DateId", "NewsItemId")]),
        "version": get(ident + "RevisionId"), "status": formal("NewsManagement/Status").lower(),
        "date": iso(get("NewsManagement/FirstCreated")), "updated": iso(get("NewsManagement/ThisRevisionCreated")),
        "embargo": "", "lang": next(item.iter("Language")).get("FormalName"),
        "names": digest(root.find("NewsEnvelope/SentFrom/Party").get("FormalName"), "", "", *places),
        "tags": str(len(unseen(tags))), "title": digest(title), "body": digest("".join(parts["Body"] + parts["after"]))}


READ = ("newsItem", "packageItem", "contentMeta", "contentSet", "groupSet")


def rows_of(path):
    root = load(path)
    if root.tag == "NewsML":
        return [newsml(item, root) for item in root.iter("NewsItem")]
    items = list(root.iterfind("itemSet/*")) if root.tag == "newsMessage" else [root]
    return [row for row in (G2(item, root).row() for item in items if item.tag in READ) if row]


def actual(line):
    d = json.loads(line)
    extras = dict(reversed(d.get("extras", [])))
    text = lambda name: d.get(name) or extras.get(name, "")
    made = re.fullmatch("x[0-9a-f]{32}", d["id"])
    return {
        "file": d["input"], "id": "-" if made else d["id"], "version": str(text("version")), "status": text("status"),
        "date": d.get("date", ""), "updated": iso(text("updated")), "embargo": iso(text("embargo")),
        "lang": d.get("lang_declared") or d.get("lang", ""),
        "names": digest(*(d.get(n) for n in ("source", "section", "byline", "place"))),
        "tags": str(len(d.get("tags", []))), "title": digest(d.get("title")), "body": digest(d.get("body"))}


def main():
    what, top = sys.argv[1:3]
    rows = []
    if what == "expect":
        for path in sorted(p for pattern in PATTERNS for p in glob.glob(os.path.join(top, pattern))):
            rows += [dict(row, file=path) for row in rows_of(path)]
    else:
        rows = [actual(line) for line in sys.stdin]
    print("# Made by: tests/shared/newsml_expect.py expect ../shared/data/formats")
    print("# " + "\t".join(COLUMNS))
    for row in rows:
        row["file"] = os.path.relpath(row["file"], top)
        print("\t".join(row[c] for c in COLUMNS))


main()
