/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "nitf.h"

#include "buf.h"
#include "date.h"
#include "prose.h"

/* Values of which there is one, the best source first. NITF 3.6's names; 2.5 has most of them. */
static const struct xb_iptc_row rows[] = {
	{ "head/docdata/doc-id", "id-string", "id", false },
	{ "head/docdata/du-key", "key", "id", false },
	{ "head/docdata/du-key", "key", "du-key", false }, /* shared by the versions of a story */
	{ "head/docdata/du-key", "version", "version", false },
	{ "head/docdata/date.issue", "norm", "date", false },
	{ "head/pubdata", "date.publication", "date", false },
	{ "body/body.head/dateline/story.date", "norm", "date", false },
	{ "head/docdata/date.release", "norm", "date", false },
	{ "head/docdata/date.expire", "norm", "expires", false },
	{ "head/docdata/correction", "id-string", "replaces", false },
	{ "head/docdata", "management-doc-idref", "replaces", false },
	{ "head/docdata/ed-msg", "info", "ednote", true },
	{ "head/docdata/correction", "info", "ednote", true },
	{ "body/body.head/note", NULL, "ednote", true },
	{ "body/body.head/distributor", NULL, "source", false },
	{ "head/pubdata", "name", "source", false },
	{ "head/docdata/doc.copyright", "holder", "source", false },
	{ "head/docdata/doc-id", "regsrc", "source", false },
	{ "head/docdata/doc.copyright", "holder", "copyright_holder", false },
	{ "head/pubdata", "position.section", "section", false },
	{ "head/pubdata", "edition.name", "edition", false },
	{ "head/pubdata", "ex-ref", "url", false },
	{ "head/docdata/urgency", "ed-urg", "urgency", false },
	{ "head/docdata/fixture", "fix-id", "fixture", false },
	{ "head/docdata/series", "series.name", "series", false },
	{ "body/body.head/series", "series.name", "series", false },
	{ "head/docdata/doc-scope", "scope", "scope", false },
	{ "head/tobject/tobject.property", "tobject.property.type", "genre", false },
	{ "head/tobject", "tobject.type", "genre", false },
};

/* <meta name= content=>: ANPA's fields, and the New York Times'. */
static const struct { const char *meta, *name; } metas[] = {
	{ "anpa-category", "section" },      { "anpa-keyword", "slug" },      { "slug", "slug" },
	{ "slugline", "slug" },              { "anpa-sequence", "sequence" }, { "anpa-takekey", "takekey" },
	{ "anpa-format", "anpa_format" },    { "folder", "folder" },          { "online_sections", "section" },
	{ "print_section", "print_section" }, { "print_page_number", "page" }, { "dsk", "desk" },
};

static void
add_metas(struct xb_iptc *to, const xmlNode *head)
{
	for (const xmlNode *meta = xb_xml_child(head, "meta"); meta; meta = xb_xml_next(meta, "meta")) {
		struct xb_str name = xb_xml_attr(meta, "name", to->arena);

		for (size_t i = 0; i < sizeof(metas) / sizeof(*metas); i++)
			if (xb_str_is_nocase(name, metas[i].meta) && !xb_iptc_has(to, metas[i].name))
				xb_iptc_add_attr(to, metas[i].name, meta, "content");
	}
}

/* ---- Status and embargo ---- */

/* Is a date after another one? What cannot be read is, so that an embargo is never lost. */
static bool
is_later(struct xb_str date, struct xb_str than)
{
	struct xb_date_defaults defaults = { 0 };
	struct xb_date a, b;

	if (!xb_date_parse(&a, date, &defaults) || !xb_date_parse(&b, than, &defaults))
		return !xb_str_equal(date, than);
	return a.utc > b.utc;
}

static void
add_embargo(struct xb_iptc *to, const xmlNode *docdata)
{
	struct xb_str release = xb_xml_attr(xb_xml_child(docdata, "date.release"), "norm", to->arena);
	struct xb_str issue = xb_xml_attr(xb_xml_child(docdata, "date.issue"), "norm", to->arena);

	if (issue.len && release.len && is_later(release, issue))
		xb_iptc_add(to, "embargo", release);
}

/* What is usable and a correction is corrected. What is embargoed until a date is usable from then on. */
static void
add_status(struct xb_iptc *to, const xmlNode *docdata)
{
	struct xb_str managed = xb_xml_attr(docdata, "management-status", to->arena);
	const char *status = xb_iptc_status(managed);
	const char *message = xb_iptc_status(xb_xml_attr(xb_xml_child(docdata, "ed-msg"), "msg-type", to->arena));

	if (xb_str_is_nocase(managed, "embargoed") && xb_iptc_has(to, "embargo"))
		status = "usable";
	if (!status || strcmp(status, "usable") == 0) {
		if (message)
			status = message;
		else if (xb_xml_child(docdata, "correction"))
			status = "corrected";
	}
	if (status)
		xb_iptc_add(to, "status", xb_str(status));
}

/* The last of the document's revisions. */
static void
add_updated(struct xb_iptc *to, const xmlNode *head)
{
	const xmlNode *last = NULL;

	for (const xmlNode *node = xb_xml_child(head, "revision-history"); node; node = xb_xml_next(node, "revision-history"))
		last = node;
	xb_iptc_add_attr(to, "updated", last, "norm");
}

/* ---- Places ---- */

/* A location's parts with commas between: its own commas may be there, or be left to a style sheet. */
static void
add_location(struct xb_iptc *to, const char *name, const xmlNode *location)
{
	struct xb_str text = xb_prose_text(location, to->arena);
	struct xb_buf buf;
	bool begun = false;

	if (!text.ptr)
		to->full = true;
	xb_buf_init(&buf, to->arena->limit);
	for (size_t i = 0; i < text.len; i++) {
		size_t end = i + (text.ptr[i] != '\n' && text.ptr[i] != ',');
		struct xb_str part;

		while (end > i && end < text.len && text.ptr[end] != '\n' && text.ptr[end] != ',')
			end++;
		part = xb_str_trim(xb_strn(text.ptr + i, end - i));
		if (part.len == 0)
			continue;
		if (begun)
			xb_buf_add(&buf, ", ", 2);
		xb_buf_add_str(&buf, part);
		begun = true;
		i = end;
	}
	xb_iptc_add(to, name, xb_buf_into_arena(&buf, to->arena));
}

/* Where it was written; else where it happened. */
static void
add_place(struct xb_iptc *to, const xmlNode *nitf)
{
	const xmlNode *dateline = xb_xml_find(nitf, "body/body.head/dateline");
	const xmlNode *location = xb_xml_child(dateline, "location");

	if (location)
		add_location(to, "place", location);
	else if (dateline && !xb_xml_child(dateline, NULL))
		xb_iptc_add_line(to, "place", dateline);
}

static void
add_event_place(struct xb_iptc *to, const xmlNode *docdata)
{
	static const char *const attrs[] = { "city", "county-dist", "state-prov", "iso-cc" };
	const char *name = xb_iptc_has(to, "place") ? "event_place" : "place";
	const xmlNode *evloc = xb_xml_child(docdata, "evloc");

	for (size_t i = 0; evloc && i < sizeof(attrs) / sizeof(*attrs); i++)
		xb_iptc_add_attr(to, name, evloc, attrs[i]);
}

/* ---- Subjects ---- */

static void
add_subject(struct xb_iptc *to, const xmlNode *subject)
{
	static const char *const attrs[] = { "tobject.subject.type", "tobject.subject.matter", "tobject.subject.detail" };
	bool named = false;

	for (size_t i = 0; i < sizeof(attrs) / sizeof(*attrs); i++) {
		struct xb_str name = xb_xml_attr(subject, attrs[i], to->arena);

		named |= name.len > 0;
		xb_iptc_add(to, "tags", name);
	}
	if (!named)
		xb_iptc_add_attr(to, "tags", subject, "tobject.subject.code");
}

/* The people, organisations, places and classes that an editor has found in the story. */
static void
add_identified(struct xb_iptc *to, const xmlNode *identified)
{
	for (const xmlNode *node = xb_xml_child(identified, NULL); node; node = xb_xml_next(node, NULL)) {
		struct xb_str value = xb_xml_attr(node, "value", to->arena);

		if (xb_xml_is(node, "location"))
			add_location(to, "tags", node);
		else if (xb_xml_is(node, "classifier") && xb_iptc_is_readable(value))
			xb_iptc_add(to, "tags", value);
		else if (!xb_xml_is(node, "virtloc"))
			xb_iptc_add_line(to, "tags", node);
	}
}

/* Side by side, so that none is taken for a list of tags. */
static void
add_tags(struct xb_iptc *to, const xmlNode *head)
{
	const xmlNode *docdata = xb_xml_child(head, "docdata"), *subject = xb_xml_find(head, "tobject/tobject.subject");
	const xmlNode *node = xb_xml_find(docdata, "key-list/keyword");
	for (; node; node = xb_xml_next(node, "keyword")) {
		struct xb_str key = xb_xml_attr(node, "key", to->arena);

		xb_iptc_add(to, "tags", key.len ? key : xb_prose_line(node, to->arena));
	}
	for (node = subject; node; node = xb_xml_next(node, "tobject.subject"))
		add_subject(to, node);
	add_identified(to, xb_xml_child(docdata, "identified-content"));
	for (node = subject; node; node = xb_xml_next(node, "tobject.subject"))
		xb_iptc_add_attr(to, "subject_code", node, "tobject.subject.refnum");
}

/* ---- The head of the text ---- */

/* The persons named in a byline, else the whole of it. */
static void
add_byline(struct xb_iptc *to, const xmlNode *byline)
{
	const xmlNode *person = xb_xml_child(byline, "person");

	if (!person)
		xb_iptc_add_line(to, "byline", byline);
	for (; person; person = xb_xml_next(person, "person"))
		xb_iptc_add_line(to, "byline", person);
}

/* Bylines of different classes are the same in other words (print_byline, normalized_byline). */
static void
add_bylines(struct xb_iptc *to, const xmlNode *head)
{
	const xmlNode *byline = xb_xml_child(head, "byline");
	struct xb_str class = xb_xml_attr(byline, "class", to->arena);

	for (; byline; byline = xb_xml_next(byline, "byline"))
		if (xb_str_equal(class, xb_xml_attr(byline, "class", to->arena)))
			add_byline(to, byline);
}

void
xb_nitf_add_missing(struct xb_iptc *to, const xmlNode *nitf)
{
	const xmlNode *head = xb_xml_find(nitf, "body/body.head"), *hedline = xb_xml_child(head, "hedline");

	if (!xb_iptc_has(to, "title"))
		xb_iptc_add_line(to, "title", xb_xml_child(hedline, "hl1"));
	if (!xb_iptc_has(to, "title"))
		xb_iptc_add_line(to, "title", xb_xml_find(nitf, "head/title"));
	if (!xb_iptc_has(to, "subtitle"))
		for (const xmlNode *hl2 = xb_xml_child(hedline, "hl2"); hl2; hl2 = xb_xml_next(hl2, "hl2"))
			xb_iptc_add_line(to, "subtitle", hl2);
	if (!xb_iptc_has(to, "summary"))
		xb_iptc_add_text(to, "summary", xb_xml_child(head, "abstract"));
	if (!xb_iptc_has(to, "byline"))
		add_bylines(to, head);
	if (!xb_iptc_has(to, "place"))
		add_place(to, nitf);
}

void
xb_nitf_add(struct xb_iptc *to, const xmlNode *nitf)
{
	const xmlNode *head = xb_xml_child(nitf, "head"), *docdata = xb_xml_child(head, "docdata");

	xb_iptc_add_rows(to, nitf, rows, sizeof(rows) / sizeof(*rows));
	xb_iptc_add_attr(to, "lang", nitf, "lang");
	xb_nitf_add_missing(to, nitf);
	add_metas(to, head);
	add_embargo(to, docdata);
	add_status(to, docdata);
	add_updated(to, head);
	add_event_place(to, docdata);
	add_tags(to, head);
	xb_iptc_add(to, "body", xb_prose_text(nitf, to->arena));
	xb_iptc_finish(to);
}
