#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What the feeds of feedparser's own tests say, as xabar reads them.

    tests/shared/feedparser.py XABAR-INDEX FOLDER [-v]

Each file of FOLDER says in a comment at its head what a reader must find in it: Expect: entries[0]['title'] == 'x'. Here that
is asked of `xabar-index -n -f feed FILE`. Prints for each subfolder: how many expectations concern a field that a dispatch
has, how many of these hold, why the rest were passed over; with -v, each that does not hold.

What is asked of what:
    entries[n]: title (title_detail.value) and id (guid) of the nth dispatch's; link, links[].href (alternate ones) of url;
    summary, description, content[].value of body, which holds both, one after the other; published, issued, created and
    updated of date, or of the extra "updated"; author, authors[].name, author_detail.name of byline; tags[].term, .label,
    category of section and tags; language (of what is the body, too) of lang, without its region; source.title, publisher of
    source. feed: title of source, language of lang. encoding: of the text, which must be what that encoding makes of the
    bytes.
How values are compared:
    Text: without white space, since a dispatch has paragraphs of its own. An expected value is what was written or, as
    feedparser keeps HTML and a dispatch does not, that with its tags (and what is in script, style and the like) removed and
    its references resolved. Dates: as instants, as precise as the dispatch's. A person: without the e-mail address.
What is done to a document:
    The charset of a Content-type header that it says came with it is given to xabar-index with --charset. An item without
    title and text is no dispatch, so it gets a title, "probe", where neither is asked for. A document without an item shows
    nothing of its feed, so it gets an item; those are counted apart, as "item put in".
"""
import ast
import codecs
import collections
import datetime
import email.utils
import html
import json
import os
import re
import subprocess
import sys
import tempfile

PROBE = 'probe'


class NotMapped(Exception):
    pass


# ---- Documents ----

def encoding_of(data):
    """The encoding as far as is needed to read the comment and to put something in."""
    for bom, name in ((codecs.BOM_UTF32_LE, 'utf-32-le'), (codecs.BOM_UTF32_BE, 'utf-32-be'),
                      (codecs.BOM_UTF16_LE, 'utf-16-le'), (codecs.BOM_UTF16_BE, 'utf-16-be')):
        if data.startswith(bom):
            return name
    for start, name in ((b'<\0\0\0', 'utf-32-le'), (b'\0\0\0<', 'utf-32-be'), (b'<\0', 'utf-16-le'), (b'\0<', 'utf-16-be')):
        if data.startswith(start):
            return name
    return 'latin-1'


def head_of(text):
    """The lines of the first comment that name something."""
    comment = re.search(r'<!--(.*?)-->', text, re.S)
    lines = re.findall(r'^\s*(Expect|Header):\s*(.*?)\s*$', comment.group(1) if comment else '', re.M)
    return dict((name, value) for name, value in lines)


def charset_of(header):
    found = re.search(r'charset\s*=\s*[\'"]?([\w-]+)', header)
    return found.group(1) if found and header.startswith('content-type') else None


ITEM = re.compile(r'<((?:[\w.-]+:)?)(item|entry)\b([^>]*?)(/?)>', re.I)


def with_titles(text):
    def put(tag):
        prefix, name, attributes, empty = tag.groups()
        title = '<%stitle>%s</%stitle>' % (prefix, PROBE, prefix)
        return '<%s%s%s>%s%s' % (prefix, name, attributes, title, '</%s%s>' % (prefix, name) if empty else '')
    return ITEM.sub(put, text)


def with_item(text):
    name = 'entry' if re.search(r'<feed\b', text) else 'item'
    ends = [m.start() for m in re.finditer(r'</(channel|rss|feed|rdf:RDF)\b', text, re.I)]
    channel = [m.start() for m in re.finditer(r'</channel\b', text, re.I)]
    at = channel[-1] if channel else ends[-1] if ends else len(text)
    return text[:at] + '<%s><title>%s</title></%s>' % (name, PROBE, name) + text[at:]


def dispatches(program, path, charset):
    command = [program, '-n', '-q', '-f', 'feed'] + (['--charset', charset] if charset else []) + [path]
    run = subprocess.run(command, capture_output=True, check=False, timeout=60)
    if run.returncode not in (0, 1):
        raise RuntimeError('%s: exit %d: %s' % (path, run.returncode, run.stderr))
    return [json.loads(line) for line in run.stdout.decode('utf-8').splitlines()]


# ---- Values ----

def squeezed(text):
    return re.sub(r'[\s\u200b]+', '', text)


def reduced(text):
    text = re.sub(r'(?s)<!--.*?-->', '', text)
    text = re.sub(r'(?is)<(script|style|title|iframe|svg|template|audio|video)\b[^>]*>.*?</\1>', '', text)
    return html.unescape(re.sub(r'</?[a-zA-Z][^>]*>', '', text))


def same_text(got, want):
    got = squeezed(got)
    return got in (squeezed(want), squeezed(reduced(want)))


def body_has(body, want):
    """All of the body, or its beginning or end: a body is the summary, then the text."""
    body = squeezed(body)
    wants = {squeezed(want), squeezed(reduced(want))}
    return body in wants or any(w and (body.startswith(w) or body.endswith(w)) for w in wants)


def instant(value):
    """Seconds, of what the test or the dispatch says; None when this script cannot read it."""
    if isinstance(value, tuple):
        return datetime.datetime(*value[:6], tzinfo=datetime.timezone.utc).timestamp()
    for read in (datetime.datetime.fromisoformat, email.utils.parsedate_to_datetime):
        try:
            when = read(value.replace('Z', '+00:00') if read is datetime.datetime.fromisoformat else value)
        except (ValueError, TypeError, IndexError):
            continue
        return (when if when.tzinfo else when.replace(tzinfo=datetime.timezone.utc)).timestamp()
    return None


def same_date(got, want):
    if got == want:
        return True
    if want is None or not got:
        return not want and not got
    wanted = instant(want)
    if wanted is None:
        raise NotMapped('a date that this script cannot read')
    span = {4: 366 * 86400, 7: 31 * 86400, 10: 86400, 16: 60}.get(len(got), 1)
    if len(got) in (4, 7):
        got += '-01-01'[:10 - len(got)]
    have = instant(got)
    return have is not None and have <= wanted < have + span


def person(value):
    return re.sub(r'\s*\([^()]*@[^()]*\)$', '', value)


# ---- Expectations ----

def extra(record, name):
    return next((value for key, value in record.get('extras', []) if key == name), '')


def subjects(record):
    return [record[name] for name in ('section',) if name in record] + record.get('tags', [])


def people(record):
    return record.get('byline', '')


def text_field(name):
    return lambda record, want: same_text(record.get(name, ''), want)


def date_field(record, want):
    return same_date(record.get('date', ''), want)


def updated_field(record, want):
    return same_date(extra(record, 'updated') or record.get('date', ''), want)


def body_field(record, want):
    return body_has(record.get('body', ''), want)


def byline_field(record, want):
    return same_text(people(record), person(want)) or person(want) in people(record).split(', ')


def subject_field(record, want):
    return any(same_text(subject, want) for subject in subjects(record))


def lang_field(record, want):
    return record.get('lang', '') == re.split('[-_]', want.lower())[0]


def no_title(field):
    field.no_title = True
    return field


TITLE, URL, ID, SOURCE = text_field('title'), text_field('url'), text_field('id'), text_field('source')
no_title(TITLE)
no_title(body_field)

ENTRY = {
    'title': TITLE, 'title_detail.value': TITLE,
    'link': URL, 'links.href': URL, 'id': ID, 'guid': ID,
    'summary': body_field, 'summary_detail.value': body_field,
    'description': body_field, 'description_detail.value': body_field, 'content.value': body_field,
    'published': date_field, 'published_parsed': date_field, 'issued': date_field, 'issued_parsed': date_field,
    'created': date_field, 'created_parsed': date_field, 'date': updated_field, 'date_parsed': updated_field,
    'updated': updated_field, 'updated_parsed': updated_field,
    'modified': updated_field, 'modified_parsed': updated_field,
    'author': byline_field, 'author_detail.name': byline_field, 'authors.name': byline_field,
    'tags.term': subject_field, 'tags.label': subject_field, 'category': subject_field,
    'language': lang_field, 'summary_detail.language': lang_field,
    'content.language': lang_field, 'source.title': SOURCE, 'publisher': SOURCE,
}
FEED = {'title': SOURCE, 'title_detail.value': SOURCE, 'language': lang_field}


def path_of(node):
    """entries[0]['title_detail'].value → ['entries', 0, 'title_detail', 'value'], or None."""
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute):
        inner = path_of(node.value)
        return inner and inner + [node.attr]
    if isinstance(node, ast.Subscript):
        inner = path_of(node.value)
        try:
            return inner and inner + [ast.literal_eval(node.slice)]
        except ValueError:
            return None
    return None


def literal(node):
    """Constants, and sums of strings."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return literal(node.left) + literal(node.right)
    return ast.literal_eval(node)


class Expectation:
    """One test's: which fields it asks of, and whether it holds for what xabar made of the document."""

    def __init__(self, text, document):
        self.document = document
        self.feed = self.encoding = self.no_title = False
        self.checks = []  # (kind, index, field, wanted)
        why = None
        try:
            tree = ast.parse(text, mode='eval').body
        except SyntaxError:
            raise NotMapped('an expectation that is no Python')
        for part in tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]:
            try:
                self.read(part)
            except NotMapped as reason:
                why = reason
            except (ValueError, TypeError):
                why = NotMapped('a value that is computed')
        if not self.checks:
            raise why or NotMapped('only asks whether it is well-formed')

    def read(self, part):
        if isinstance(part, ast.UnaryOp) and isinstance(part.op, ast.Not):
            part = part.operand
            if isinstance(part, ast.Name) and part.id == 'bozo':
                return
            raise NotMapped('asks for absence')
        if isinstance(part, ast.Name) and part.id == 'bozo' or isinstance(part, ast.Constant):
            return
        if isinstance(part, ast.BoolOp) and isinstance(part.op, ast.Or):
            part = part.values[-1]
        if not isinstance(part, ast.Compare) or not all(isinstance(op, ast.Eq) for op in part.ops):
            raise NotMapped('no comparison')
        sides = [part.left] + part.comparators
        wanted = literal(sides[-1])
        for side in sides[:-1]:
            self.add(side, wanted)

    def add(self, side, wanted):
        if isinstance(side, ast.Call) and getattr(side.func, 'id', '') == 'ord':
            side, wanted = side.args[0], chr(wanted)
        path = path_of(side)
        if not path:
            raise NotMapped('no field')
        names = '.'.join(str(p) for p in path[1:] if isinstance(p, str))
        if path == ['encoding']:
            self.encoding = True
            self.checks.append(('encoding', 0, None, wanted))
        elif path[0] == 'feed':
            self.choose(FEED, 'feed', 0, names, wanted)
            self.feed = True
        elif path[0] == 'entries' and len(path) > 2:
            if names == 'links.href':
                self.alternate(wanted)
            self.choose(ENTRY, 'entries', path[1], names, wanted)
        else:
            raise NotMapped('a field that is not in a dispatch', path[0])

    def choose(self, table, kind, index, names, wanted):
        if names not in table:
            raise NotMapped('a field that is not in a dispatch', '%s.%s' % (kind, names))
        if not isinstance(wanted, (str, tuple)):
            raise NotMapped('a value that is no text')
        self.no_title |= kind == 'entries' and getattr(table[names], 'no_title', False)
        self.checks.append((kind, index, table[names], wanted))

    def alternate(self, wanted):
        for tag in re.findall(r'<[^<>]*>', self.document):
            rel = re.search(r'rel\s*=\s*["\']([^"\']*)', tag)
            if rel and rel.group(1) != 'alternate' and os.path.basename(wanted) in html.unescape(tag):
                raise NotMapped('a link that is not the page')

    def holds(self, records, data):
        for kind, index, field, wanted in self.checks:
            record = records[index] if index < len(records) else {}
            if kind == 'encoding':
                if not records or not same_encoding(record['charset'], wanted, data):
                    return False
            elif not field(record, wanted):
                return False
        return True


def same_encoding(got, wanted, data):
    """Do both make the same text of the bytes?"""
    try:
        if codecs.lookup(got) == codecs.lookup(wanted):
            return True
        return data.decode(got) == data.decode(wanted)
    except (LookupError, UnicodeError):
        return False


def judge(program, path, folder):
    """(group, what came of it, why)"""
    with open(path, 'rb') as file:
        data = file.read()
    encoding = encoding_of(data)
    text = data.decode(encoding)
    head = head_of(text)
    if 'Expect' not in head:
        return None
    expression = head['Expect']
    try:
        expression = expression.encode('latin-1').decode('utf-8')
    except UnicodeError:
        pass
    expectation = Expectation(expression, text)
    header = head.get('Header', '').lower()
    if header.startswith(('content-location', 'content-language')) or '127.0.0.1' in expression:
        raise NotMapped('needs the address or the language of an HTTP response')
    charset = charset_of(header)
    put_in = False
    if not ITEM.search(re.sub(r'(?s)<!--.*?-->', '', text)):
        if not expectation.feed and not expectation.encoding:
            raise NotMapped('a document without an item')
        text, put_in = with_item(text), True
        data = text.encode(encoding)
    records = read(program, data, charset, folder)
    if not expectation.no_title and len(records) < max(check[1] for check in expectation.checks) + 1:
        records = read(program, with_titles(text).encode(encoding), charset, folder)
    return put_in, expectation.holds(records, data), records


def read(program, data, charset, folder):
    path = os.path.join(folder, 'feed.xml')
    with open(path, 'wb') as file:
        file.write(data)
    return dispatches(program, path, charset)


def main():
    program, top = sys.argv[1:3]
    verbose = '-v' in sys.argv[3:]
    skipped, absent = collections.Counter(), collections.Counter()
    right, total = collections.Counter(), collections.Counter()
    failures = []
    with tempfile.TemporaryDirectory() as scratch:
        for folder, _, names in sorted(os.walk(top)):
            for name in sorted(names):
                path = os.path.join(folder, name)
                group = os.path.relpath(path, top).split(os.sep)[0]
                if not name.endswith('.xml'):
                    continue
                try:
                    result = judge(program, path, scratch)
                except NotMapped as why:
                    skipped[group, why.args[0]] += 1
                    absent.update([(group, field) for field in why.args[1:]])
                    continue
                if result is None:
                    skipped[group, 'no expectation'] += 1
                    continue
                put_in, held, records = result
                key = group, 'item put in' if put_in else 'as they stand'
                total[key] += 1
                right[key] += held
                if not held:
                    failures.append((path, records))
    for key in sorted(total):
        print('%s, %s: %d of %d right (%.1f %%)' % (*key, right[key], total[key], 100 * right[key] / total[key]))
    for (group, why), n in sorted(skipped.items()):
        print('%s: %d passed over: %s' % (group, n, why))
    for (group, why), n in sorted(absent.items()) if verbose else ():
        print('%s: %d not in a dispatch: %s' % (group, n, why))
    if verbose:
        for path, records in failures:
            with open(path, 'rb') as file:
                data = file.read()
            print('\nFAILS %s\n  %s' % (path, head_of(data.decode(encoding_of(data)))['Expect']))
            for record in records[:2]:
                print('  got', json.dumps({k: v for k, v in record.items() if k not in ('input', 'offset', 'format')},
                                          ensure_ascii=False))


if __name__ == '__main__':
    main()
