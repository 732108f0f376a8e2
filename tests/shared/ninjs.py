#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What ninjs files say, read a second way. `ninjs.py expect ROOT FILE...` reads the files themselves, `ninjs.py got ROOT`
the lines of xabar-index --dry-run from standard input; both print tab-separated: file, number of the object in it, id,
version, status, date, language, and hashes of the letters of title and text. Objects without either are left out."""
import hashlib
import html.parser
import json
import sys


class Text(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.out, self.hidden = [], 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in ('script', 'style', 'title')

    def handle_endtag(self, tag):
        self.hidden -= tag in ('script', 'style', 'title') and self.hidden > 0

    def handle_data(self, data):
        if not self.hidden:
            self.out.append(data)


def plain(text, markup=False):
    if markup:
        parser = Text()
        parser.feed(text)
        parser.close()
        text = ''.join(parser.out)
    return ' '.join(text.split())


def sha(text):
    letters = ''.join(c for c in text if c.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest()[:16] if letters else '-'


def row(path, n, item):
    fields = (path, n) + tuple(item.get(k) or '-' for k in ('id', 'version', 'status', 'date', 'lang'))
    text = item['body']
    if item['summary'] and item['summary'].rstrip('. …') not in text:
        text = item['summary'] + ' ' + text
    if item['title'] or text:
        print(*fields, sha(item['title']), sha(text), sep='\t')


def lower(value):
    return {k.lower(): v for k, v in value.items()}


def pick(item, one, many, ranks):
    """The best of members `one`..., else of the list `many`, as (value, is markup)."""
    for name in one:
        if item.get(name):
            return item[name], 'html' in name
    best = None
    for part in item.get(many) or []:
        part = lower(part)
        kind = part.get('contenttype') or ''
        rank = ranks((part.get('role') or '').lower(), kind)
        if part.get('value') and rank is not None and (best is None or rank < best[0]):
            best = (rank, part['value'], kind not in ('', 'text/plain') or 'html' in (part.get('role') or ''))
    return best[1:] if best else ('', False)


def instant(text):
    """ISO 8601 with seconds, as xabar prints it; a date alone stays one."""
    text = (text or '').replace('+00:00', 'Z')
    return text if len(text) >= 10 and text[4:5] == '-' else '-'


def read(item):
    item = lower(item)
    starred = lambda start: [k for k in item if k.startswith(start)]
    title, rich = pick(item, ['headline'], 'headlines',
                       lambda role, kind: 0 if role == 'main' else 1 if not role else 2)
    if not title:
        title, rich = next((item[k] for k in starred('headline_')), '') or item.get('title') or '', False
    if not title:
        title = next((e.get('name') for k in ('event', 'events') for e in item.get(k) or []), '')
        title = title if any(k in item for k in ('versioncreated', 'pubstatus', 'descriptions', 'eventdetails')) else ''
    body, markup = pick(item, ['body_html', 'body_xhtml', 'body_text'], 'bodies', lambda role, kind: (
        0 if 'html' in kind else 2 if kind in ('', 'text/plain') else 4) + (role != 'main'))
    if not body:
        body, markup = next((item[k] for k in starred('body_')), ''), True
    summary, rich_summary = pick(item, ['description_text', 'description_html', 'description_xhtml'], 'descriptions',
                                 lambda role, kind: None if role in ('creditline', 'writer', 'note') else
                                 0 if role in ('', 'text', 'lead', 'main') else 1)
    if not summary:
        summary = next((item[k] for k in starred('description_') if 'credit' not in k), '')
        rich_summary = True
    return {'id': item.get('uri'), 'version': item.get('version'), 'status': item.get('pubstatus'),
            'date': instant(item.get('firstcreated') or item.get('versioncreated')),
            'lang': (item.get('language') or '').split('-')[0].lower(),
            'title': plain(title, rich), 'body': plain(body, markup), 'summary': plain(summary, rich_summary)}


def expect(root, files):
    for path in files:
        with open(path, encoding='utf-8') as file:
            found = json.load(file)
        for n, item in enumerate(found if isinstance(found, list) else [found]):
            if 'uri' in item:
                row(path[len(root) + 1:], n, read(item))


def got(root):
    last, n = None, 0
    for line in sys.stdin:
        hit = json.loads(line)
        n = n + 1 if hit['input'] == last else 0
        last = hit['input']
        extras = dict(reversed(hit.get('extras', [])))
        for name in ('version', 'status'):
            hit[name] = hit.get(name) or extras.get(name)
        hit['lang'] = (hit.get('lang') or '').split('-')[0].lower()
        for name in ('title', 'body', 'summary'):
            hit[name] = plain(hit.get(name) or '')
        row(hit['input'][len(root) + 1:], n, hit)


if sys.argv[1] == 'expect':
    expect(sys.argv[2], sys.argv[3:])
else:
    got(sys.argv[2])
