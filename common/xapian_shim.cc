// SPDX-License-Identifier: GPL-2.0-or-later
// xapian_shim.cc - the only file that includes <xapian.h>, the only C++ in the tree.
#include "xapian_shim.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>
#include <new>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <xapian.h>

#include "glass_segment.h"

// One line per opaque handle where one will do: what C sees, and what it holds.
struct xb_database { Xapian::WritableDatabase db; };
struct xb_stemmer { Xapian::Stem stem; };

namespace {

// The tombstones of one segment, found again by the UUID of its database.
struct Dead {
	std::string uuid;
	const uint32_t *docids;
	size_t n;
};

} // namespace

struct xb_reader {
	Xapian::Database db;
	std::vector<Xapian::Database> segments;
	std::vector<Dead> dead;  // by segment
	uint64_t ndead = 0;
	std::vector<xb_segment_ref> published; // by segment: its sets, whatever was buried since
	std::vector<bool> served; // by segment: a server has it
	std::vector<std::unique_ptr<xb_glass_segment, decltype(&xb_glass_segment_free)>> ours; // by segment: null where we did not write it
	bool remote = false;      // any
	std::map<std::pair<uint32_t, std::string>, std::vector<std::string>> keys; // of servers: metadata's, by segment and prefix
};

namespace {

// Carries a status that a C callback returned through libxapian's frames.
struct Stopped { xabar_status status; };

// Of a server, as it was named: its errors have the context "remote:tcp(host:port)".
std::string
server_name(const std::string &context)
{
	const size_t open = context.find('('), close = context.rfind(')');

	return open < close && close != std::string::npos ? "tcp://" + context.substr(open + 1, close - open - 1) : "a server";
}

// Turn the exception in flight into a status. Most-derived class first.
xabar_status
translate(xabar_error *err) noexcept
{
	const auto fail = [&](xabar_status status, const Xapian::Error &e) {
		return xb_fail(err, status, "%s", e.get_msg().c_str());
	};
	try {
		throw; // cppcheck-suppress rethrowNoCurrentException
	} catch (const Stopped &stopped) {
		return stopped.status; // the callback has filled *err
	} catch (const Xapian::DatabaseNotFoundError &e) {
		return fail(XABAR_ENOTFOUND, e);
	} catch (const Xapian::DocNotFoundError &e) {
		return fail(XABAR_ENOTFOUND, e);
	} catch (const Xapian::DatabaseLockError &e) {
		return fail(XABAR_ELOCKED, e);
	} catch (const Xapian::DatabaseModifiedError &e) {
		return fail(XABAR_ESTALE, e);
	} catch (const Xapian::DatabaseVersionError &e) {
		return fail(XABAR_EVERSION, e);
	} catch (const Xapian::DatabaseCorruptError &e) {
		return fail(XABAR_ECORRUPT, e);
	} catch (const Xapian::QueryParserError &e) {
		return fail(XABAR_EQUERY, e);
	} catch (const Xapian::DatabaseError &e) {
		return xb_fail(err, XABAR_EIO, "%s%s%s", e.get_msg().c_str(), e.get_error_string() ? ": " : "",
		               e.get_error_string() ? e.get_error_string() : "");
	} catch (const Xapian::NetworkTimeoutError &e) {
		return xb_fail(err, XABAR_EAWAY, "%s does not answer: %s", server_name(e.get_context()).c_str(), e.get_msg().c_str());
	} catch (const Xapian::NetworkError &e) {
		return xb_fail(err, XABAR_ESTALE, "a server hung up: %s", e.get_msg().c_str());
	} catch (const Xapian::SerialisationError &e) {
		return xb_fail(err, XABAR_ESTALE, "a server makes no sense: %s", e.get_msg().c_str());
	} catch (const Xapian::LogicError &e) {
		return fail(XABAR_EINVAL, e);
	} catch (const Xapian::Error &e) {
		return xb_fail(err, XABAR_EINTERNAL, "%s: %s", e.get_type(), e.get_msg().c_str());
	} catch (const std::bad_alloc &) {
		return xb_fail_nomem(err);
	} catch (const std::exception &e) {
		return xb_fail(err, XABAR_EINTERNAL, "%s", e.what());
	} catch (...) {
		return xb_fail(err, XABAR_EINTERNAL, "an exception of an unknown class");
	}
}

// Every extern "C" body below is one call to this.
template <typename Body>
xabar_status
guard(xabar_error *err, Body &&body) noexcept
{
	try {
		body();
		return XABAR_OK;
	} catch (...) {
		return translate(err);
	}
}

std::string
to_string(struct xb_str s)
{
	return std::string(s.ptr, s.len);
}

// A copy in the arena, or bad_alloc.
struct xb_str
to_arena(struct xb_arena *arena, const std::string &s)
{
	struct xb_str copy = xb_arena_str(arena, xb_strn(s.data(), s.size()));

	if (!copy.ptr)
		throw std::bad_alloc();
	return copy;
}

void
append(struct xb_buf *out, const std::string &s)
{
	xb_buf_add(out, s.data(), s.size());
	if (out->failed)
		throw std::bad_alloc();
}

void
check(xabar_status status)
{
	if (status != XABAR_OK)
		throw Stopped{ status };
}

bool
is_served(const struct xb_segment_ref &segment)
{
	return std::string(segment.path).compare(0, 6, "tcp://") == 0;
}

Xapian::Database
open_segment(const struct xb_segment_ref &segment)
{
	const std::string path = segment.path;
	const size_t colon = path.rfind(':');
	char *end;

	if (!is_served(segment))
		return Xapian::Database(path, Xapian::DB_BACKEND_GLASS);
	const unsigned long port = std::strtoul(path.c_str() + colon + 1, &end, 10);
	if (colon <= 6 || *end || port < 1 || port > 65535)
		throw Xapian::InvalidArgumentError("a server is named tcp://host:port, not '" + path + "'");
	try {
		return Xapian::Remote::open(path.substr(6, colon - 6), unsigned(port), segment.timeout, segment.timeout);
	} catch (const Xapian::RuntimeError &e) { // what keeps it from opening its database, too
		const std::string why = e.get_error_string() ? std::string(": ") + e.get_error_string() : "";

		throw Xapian::NetworkTimeoutError(e.get_msg() + why, "remote:tcp(" + path.substr(6) + ")");
	}
}

bool
is_dead(const xb_reader &reader, uint32_t docid)
{
	uint32_t n = uint32_t(reader.dead.size());
	const Dead &dead = reader.dead[xb_reader_segment(n, docid)];

	return std::binary_search(dead.docids, dead.docids + dead.n, xb_reader_local(n, docid));
}

// Whether a document is a dispatch, hidden or not, or an earlier version of one.
bool
is_version(const xb_reader &reader, uint32_t docid)
{
	const uint32_t n = uint32_t(reader.dead.size()), local = xb_reader_local(n, docid);
	const xb_segment_ref &ref = reader.published[xb_reader_segment(n, docid)];

	return !std::binary_search(ref.dead, ref.dead + ref.ndead, local) ||
	       std::binary_search(ref.earlier, ref.earlier + ref.nearlier, local);
}

// The number of the segment that is this database.
uint32_t
segment_of(const std::vector<Dead> &segments, const Xapian::Database &database)
{
	const std::string uuid = database.get_uuid();
	uint32_t i = 0;

	while (i < segments.size() && segments[i].uuid != uuid)
		i++;
	if (i == segments.size())
		throw Xapian::InvalidArgumentError("a database that is no segment");
	return i;
}

// What a server is sent in place of a source that says nothing of its documents: one of libxapian's own, over a slot that no
// document has, which matches nothing.
class LocalSource : public Xapian::PostingSource {
public:
	std::string name() const override { return "Xapian::ValueWeightPostingSource"; }
	std::string serialise() const override { return Xapian::ValueWeightPostingSource(Xapian::BAD_VALUENO - 1).serialise(); }
};

// All tombstones of the reader as postings, to be taken away from a query: exact in ranks and counts, at no cost to
// speak of (research/search.md). libxapian gives each segment its own copy, by init().
class Tombstones : public LocalSource {
	const std::vector<Dead> &all;
	const uint32_t *at = nullptr, *begin = nullptr, *end = nullptr;

public:
	explicit Tombstones(const std::vector<Dead> &all_) : all(all_) {}

	void init(const Xapian::Database &segment) override
	{
		const Dead &dead = all[segment_of(all, segment)];

		begin = dead.docids;
		end = begin + dead.n;
		at = nullptr;
		set_maxweight(0);
	}
	Xapian::doccount get_termfreq_min() const override { return Xapian::doccount(end - begin); }
	Xapian::doccount get_termfreq_est() const override { return Xapian::doccount(end - begin); }
	Xapian::doccount get_termfreq_max() const override { return Xapian::doccount(end - begin); }
	void next(double) override { at = at ? at + 1 : begin; }
	void skip_to(Xapian::docid did, double) override { at = std::lower_bound(at ? at : begin, end, did); }
	bool at_end() const override { return at == end; }
	Xapian::docid get_docid() const override { return *at; }
	PostingSource *clone() const override { return new Tombstones(all); }
	std::string get_description() const override { return "Tombstones"; }
};

// A list of postings that libxapian reads.
struct Postings : xb_posting_list {
	Xapian::PostingIterator at, end;
};

xabar_status
seek_postings(struct xb_posting_list *postings, uint32_t docid, xabar_error *err)
{
	return guard(err, [&] {
		Postings &p = *static_cast<Postings *>(postings);

		p.at.skip_to(docid);
		p.docid = p.at == p.end ? UINT32_MAX : *p.at;
		p.wdf = p.at == p.end ? 0 : p.at.get_wdf();
	});
}

xabar_status
read_positions(struct xb_positions *out, struct xb_posting_list *postings, xabar_error *err)
{
	return guard(err, [&] {
		Postings &p = *static_cast<Postings *>(postings);

		out->n = 0;
		for (auto at = p.at.positionlist_begin(); at != p.at.positionlist_end(); ++at) {
			if (!xb_positions_room(out, out->n + 1))
				throw std::bad_alloc();
			out->array[out->n++] = *at;
		}
	});
}

void
close_postings(struct xb_posting_list *postings)
{
	(void)guard(nullptr, [&] { delete static_cast<Postings *>(postings); });
}

constexpr struct xb_posting_list_class postings_class = { seek_postings, read_positions, close_postings };

// A source of the caller's, in one segment.
class Source : public LocalSource {
	const xb_reader &reader;
	const struct xb_source &source;
	xabar_error *const err; // of the match
	void *walk = nullptr;
	uint32_t docid = 0;
	double weight = 0;
	uint32_t documents = 0, about = 0, at_most = 0;

	void seek(uint32_t from, double at_least)
	{
		::check(source.kind->seek(&docid, &weight, walk, from, at_least, err));
	}

public:
	Source(const xb_reader &reader_, const struct xb_source &source_, xabar_error *err_)
		: reader(reader_), source(source_), err(err_) {}
	Source(const Source &) = delete;
	~Source() override { close(); }

	void close()
	{
		if (walk)
			source.kind->close(walk);
		walk = nullptr;
	}
	void init(const Xapian::Database &segment) override
	{
		double most;

		close();
		docid = 0;
		documents = at_most = segment.get_doccount();
		about = Xapian::doccount(double(documents) * source.share);
		::check(source.kind->open(&walk, &most, source.of, segment_of(reader.dead, segment), err));
		if (source.kind->count)
			source.kind->count(&about, &at_most, walk, documents);
		set_maxweight(most);
	}
	Xapian::doccount get_termfreq_min() const override { return 0; }
	Xapian::doccount get_termfreq_est() const override { return about; }
	Xapian::doccount get_termfreq_max() const override { return at_most; }
	void next(double at_least) override { seek(docid + 1, at_least); }
	void skip_to(Xapian::docid from, double at_least) override { seek(from, at_least); }
	bool at_end() const override { return docid == 0; }
	Xapian::docid get_docid() const override { return docid; }
	double get_weight() const override { return weight; }
	PostingSource *clone() const override { return new Source(reader, source, err); }
	std::string get_description() const override { return "Source"; }
};

// ---- Queries ----

// What sources are made with.
struct Matching {
	const xb_reader &reader;
	xabar_error *err;
};

Xapian::Query build(const struct xb_node &node, const Matching &matching);

std::vector<Xapian::Query>
build_children(const struct xb_node &node, const Matching &matching)
{
	std::vector<Xapian::Query> children;

	children.reserve(node.nchildren);
	for (size_t i = 0; i < node.nchildren; i++)
		children.push_back(build(*node.children[i], matching));
	return children;
}

Xapian::Query
build_flat(Xapian::Query::op op, const struct xb_node &node, const Matching &matching)
{
	const auto children = build_children(node, matching);

	return Xapian::Query(op, children.begin(), children.end(), node.window);
}

// The first child, joined by `op` to any of the rest.
Xapian::Query
build_against_rest(Xapian::Query::op op, Xapian::Query::op rest_op, const struct xb_node &node,
                   const Matching &matching)
{
	const auto children = build_children(node, matching);
	const Xapian::Query rest(rest_op, children.begin() + 1, children.end());

	return Xapian::Query(op, children[0], rest);
}

Xapian::Query
build_range(const struct xb_node &node)
{
	if (!node.high.len && node.low.len)
		return Xapian::Query(Xapian::Query::OP_VALUE_GE, node.slot, to_string(node.low));
	if (!node.high.len) // any value at all
		return Xapian::Query(Xapian::Query::OP_VALUE_GE, node.slot, std::string(1, '\0'));
	// From the least value there can be, so that a document without one does not match.
	return Xapian::Query(Xapian::Query::OP_VALUE_RANGE, node.slot,
	                     node.low.len ? to_string(node.low) : std::string(1, '\0'), to_string(node.high));
}

Xapian::Query
build(const struct xb_node &node, const Matching &matching)
{
	using Q = Xapian::Query;

	switch (node.op) {
	case XB_OP_NOTHING:   return Q();
	case XB_OP_ALL:       return Q(std::string());
	case XB_OP_TERM:      return Q(to_string(node.term));
	case XB_OP_OR:        return build_flat(Q::OP_OR, node, matching);
	case XB_OP_AND:       return build_flat(Q::OP_AND, node, matching);
	case XB_OP_MAX:       return build_flat(Q::OP_MAX, node, matching);
	case XB_OP_SYNONYM:   return build_flat(Q::OP_SYNONYM, node, matching);
	case XB_OP_PHRASE:    return build_flat(Q::OP_PHRASE, node, matching);
	case XB_OP_NEAR:      return build_flat(Q::OP_NEAR, node, matching);
	case XB_OP_AND_MAYBE: return build_against_rest(Q::OP_AND_MAYBE, Q::OP_OR, node, matching);
	case XB_OP_FILTER:    return build_against_rest(Q::OP_FILTER, Q::OP_AND, node, matching);
	case XB_OP_AND_NOT:   return build_against_rest(Q::OP_AND_NOT, Q::OP_OR, node, matching);
	case XB_OP_RANGE:     return build_range(node);
	case XB_OP_SOURCE:    return Q((new Source(matching.reader, *node.source, matching.err))->release());
	case XB_OP_SCALE:     return Q(Q::OP_SCALE_WEIGHT, build(*node.children[0], matching), node.factor);
	}
	throw Xapian::InvalidArgumentError("no such operator in a query");
}

// Undated dispatches come last in both orders. A newest-first sort has them there by itself (no value sorts lowest); for
// oldest-first they are given the highest key.
class OldestFirst : public Xapian::KeyMaker {
	Xapian::valueno slot;

public:
	explicit OldestFirst(Xapian::valueno slot_) : slot(slot_) {}
	std::string operator()(const Xapian::Document &document) const override
	{
		const std::string value = document.get_value(slot);

		return value.empty() ? std::string(9, '\xff') : value;
	}
};

// The same of servers, which take no KeyMaker: first what has a date, then what has none.
Xapian::MSet
oldest_part(Xapian::Enquire &enquire, const Xapian::Query &query, Xapian::Query::op op, Xapian::valueno slot, uint32_t offset,
            uint32_t limit, Xapian::doccount at_least)
{
	enquire.set_query(Xapian::Query(op, query, Xapian::Query(Xapian::Query::OP_VALUE_GE, slot, std::string(1, '\0'))));
	enquire.set_sort_by_value_then_relevance(slot, false);
	return enquire.get_mset(offset, limit, at_least);
}

// Counts what it is shown and wants none of it: libxapian then keeps nothing, which costs it more than finding does.
class Counter : public Xapian::MatchDecider {
public:
	mutable uint64_t n = 0;

	bool operator()(const Xapian::Document &) const override
	{
		n++;
		return false;
	}
};

// Shows each match in one segment to a callback, likewise. They come in order of their numbers, so that values are read from one to
// the next.
class Visitor : public Xapian::MatchDecider {
	const uint32_t *const slots;
	xb_visit_match *const visit;
	void *const ctx;
	const uint32_t segment;
	xabar_error *const err;
	mutable std::vector<std::string> bytes;
	mutable std::vector<struct xb_str> values;

public:
	Visitor(const uint32_t *slots_, size_t n, xb_visit_match *visit_, void *ctx_, uint32_t segment_, xabar_error *err_)
		: slots(slots_), visit(visit_), ctx(ctx_), segment(segment_), err(err_), bytes(n), values(n) {}

	bool operator()(const Xapian::Document &document) const override
	{
		for (size_t i = 0; i < values.size(); i++) {
			bytes[i] = document.get_value(slots[i]);
			values[i] = xb_strn(bytes[i].data(), bytes[i].size());
		}
		check(visit(ctx, segment, document.get_docid(), values.data(), err));
		return false;
	}
};

// A shard has no term lists, where libxapian notes which values a document has: a server sends it without.
void
refuse_served(const xb_reader &reader, uint32_t segment)
{
	if (reader.served[segment])
		throw Xapian::InvalidOperationError("values of dispatches cannot be had of a server");
}

// A server sends all keys that there are: they are kept.
const std::vector<std::string> &
served_keys(xb_reader &reader, uint32_t segment, const std::string &prefix)
{
	std::vector<std::string> &keys = reader.keys[{ segment, prefix }];
	const Xapian::Database &db = reader.segments[segment];

	if (keys.empty())
		keys.assign(db.metadata_keys_begin(prefix), db.metadata_keys_end(prefix));
	return keys;
}

// A slot's values in a server's segment that are still to be shown, and what is shown of them.
struct Spied {
	Xapian::ValueCountMatchSpy spy;
	Xapian::TermIterator at;
	Xapian::doccount left = 0; // of the value at hand
	std::string bytes;

	explicit Spied(Xapian::valueno slot) : spy(slot) {}
	void next()
	{
		if (!left && at != spy.values_end()) {
			bytes = *at;
			left = at.get_termfreq();
			++at;
		}
		if (left)
			left--;
		else
			bytes.clear();
	}
};

// Show all matches in a server's segment to a callback: there, nothing of ours is run. It counts, for each slot by itself.
void
visit_served(Xapian::Enquire &enquire, const uint32_t *slots, size_t nslots, xb_visit_match *visit, void *ctx, uint32_t segment,
             xabar_error *err)
{
	std::vector<std::unique_ptr<Spied>> spied;
	std::vector<struct xb_str> values(nslots);

	for (size_t i = 0; i < nslots; i++) {
		spied.push_back(std::make_unique<Spied>(slots[i]));
		enquire.add_matchspy(&spied[i]->spy);
	}
	const Xapian::doccount total = enquire.get_mset(0, 0, UINT32_MAX).get_matches_estimated();
	for (auto &one : spied)
		one->at = one->spy.values_begin();
	for (Xapian::doccount k = 0; k < total; k++) {
		for (size_t i = 0; i < nslots; i++) {
			spied[i]->next();
			values[i] = xb_strn(spied[i]->bytes.data(), spied[i]->bytes.size());
		}
		check(visit(ctx, segment, 0, values.data(), err));
	}
}

// All values of a slot in a server's segment, likewise: the lesser ones first.
void
each_value_served(const Xapian::Database &db, uint32_t slot,
                  xabar_status (*visit)(void *ctx, uint32_t local, struct xb_str value, xabar_error *err), void *ctx,
                  xabar_error *err)
{
	Xapian::Enquire enquire(db);
	Xapian::ValueCountMatchSpy spy(slot);
	uint32_t n = 0;

	enquire.set_query(Xapian::Query(std::string()));
	enquire.set_weighting_scheme(Xapian::BoolWeight());
	enquire.add_matchspy(&spy);
	enquire.get_mset(0, 0, UINT32_MAX);
	for (auto at = spy.values_begin(); at != spy.values_end(); ++at) {
		const std::string value = *at;

		for (Xapian::doccount k = 0; k < at.get_termfreq(); k++)
			check(visit(ctx, ++n, xb_strn(value.data(), value.size()), err));
	}
}

// One more than is to be exact: that many may be all.
Xapian::doccount
one_more(uint32_t exact_up_to)
{
	return std::max(exact_up_to, exact_up_to + 1);
}

Xapian::Query
without(const Xapian::Query &query, Tombstones &tombstones, const xb_reader &reader)
{
	return reader.ndead ? Xapian::Query(Xapian::Query::OP_AND_NOT, query, Xapian::Query(&tombstones)) : query;
}

bool
is_exact(const Xapian::MSet &mset)
{
	return mset.get_matches_lower_bound() == mset.get_matches_upper_bound();
}

template <typename T>
T *
allocate(struct xb_arena *arena, size_t n)
{
	auto *array = static_cast<T *>(xb_arena_calloc(arena, n, sizeof(T)));

	if (!array)
		throw std::bad_alloc();
	return array;
}

void
copy_matches(struct xb_matches *out, const Xapian::MSet &mset, struct xb_arena *arena)
{
	auto *hits = allocate<struct xb_match_hit>(arena, mset.size());
	size_t n = 0;

	for (auto i = mset.begin(); i != mset.end(); ++i) {
		const std::string key = i.get_collapse_key(); // of give_values()
		struct xb_str *value = key.empty() ? nullptr : allocate<struct xb_str>(arena, 1);

		if (value)
			*value = to_arena(arena, key);
		hits[n++] = { *i, i.get_weight(), value };
	}
	out->hits = hits;
	out->nhits = n;
	out->total = mset.get_matches_estimated();
	out->exact = is_exact(mset);
}

// All that are dated come first: where there are fewer than are asked for, their number is known.
void
match_oldest_served(struct xb_matches *out, Xapian::Enquire &enquire, const Xapian::Query &query,
                    const struct xb_match_request &request, struct xb_arena *arena)
{
	using Q = Xapian::Query;
	const uint32_t offset = request.offset, limit = request.limit, slot = request.date_slot;
	const Xapian::MSet dated = oldest_part(enquire, query, Q::OP_FILTER, slot, offset, limit, one_more(request.exact_up_to));
	struct xb_matches rest;

	copy_matches(out, dated, arena);
	if (dated.size() == limit)
		return;
	const uint32_t before = uint32_t(out->total);
	copy_matches(&rest, oldest_part(enquire, query, Q::OP_AND_NOT, slot, offset > before ? offset - before : 0,
	                                limit - dated.size(), one_more(request.exact_up_to)), arena);
	auto *hits = allocate<struct xb_match_hit>(arena, out->nhits + rest.nhits);
	std::copy(rest.hits, rest.hits + rest.nhits, std::copy(out->hits, out->hits + out->nhits, hits));
	out->hits = hits;
	out->nhits += rest.nhits;
	out->total += rest.total;
	out->exact &= rest.exact;
}

void
match_in_order(struct xb_matches *out, Xapian::Enquire &enquire, const Xapian::Query &query, const xb_reader &reader,
               const struct xb_match_request &request, struct xb_arena *arena)
{
	OldestFirst oldest_first(request.date_slot);

	if (request.order == XB_ORDER_OLDEST && reader.remote) {
		match_oldest_served(out, enquire, query, request, arena);
		return;
	}
	if (request.order == XB_ORDER_NEWEST)
		enquire.set_sort_by_value_then_relevance(request.date_slot, true);
	else if (request.order == XB_ORDER_OLDEST)
		enquire.set_sort_by_key_then_relevance(&oldest_first, false);
	enquire.set_query(query);
	copy_matches(out, enquire.get_mset(request.offset, request.limit, one_more(request.exact_up_to)), arena);
}

// Give hits their values. A server says of its documents what they would be collapsed by, and collapses none where so many may
// be alike. It would send as many as are to be counted: it is not asked to count.
void
give_values(struct xb_matches *out, Xapian::Enquire &enquire, const Xapian::Query &query, const xb_reader &reader,
            struct xb_match_request request, struct xb_arena *arena)
{
	auto *hits = allocate<struct xb_match_hit>(arena, out->nhits);
	auto *values = allocate<struct xb_str>(arena, out->nhits * request.nslots);

	request.exact_up_to = 0;
	for (size_t i = 0; i < out->nhits; i++)
		hits[i] = { out->hits[i].docid, out->hits[i].score, values + i * request.nslots };
	for (size_t k = 0; k < request.nslots; k++) {
		struct xb_matches same;

		enquire.set_collapse_key(request.slots[k], Xapian::doccount(-1));
		match_in_order(&same, enquire, query, reader, request, arena);
		for (size_t i = 0; i < out->nhits; i++) {
			if (i >= same.nhits || same.hits[i].docid != hits[i].docid)
				throw Xapian::DatabaseModifiedError("a match has other documents the second time");
			if (same.hits[i].values)
				values[i * request.nslots + k] = *same.hits[i].values;
		}
	}
	out->hits = hits;
}

void
add_document(Xapian::WritableDatabase &db, const struct xb_document &document)
{
	Xapian::Document doc;

	for (size_t i = 0; i < document.npostings; i++) {
		const struct xb_posting &posting = document.postings[i];

		doc.add_term(to_string(posting.term), posting.wdf);
		for (size_t k = 0; k < posting.npositions; k++)
			doc.add_posting(to_string(posting.term), posting.positions[k], 0);
	}
	for (size_t i = 0; i < document.nvalues; i++)
		doc.add_value(document.values[i].slot, to_string(document.values[i].bytes));
	doc.set_data(to_string(document.datum));
	db.add_document(doc);
}

#ifdef XB_TESTING
std::string
printable(const std::string &bytes)
{
	static const char digits[] = "0123456789abcdef";
	std::string out;

	for (const unsigned char c : bytes)
		if (c > ' ' && c < 0x7f && c != '\\')
			out += char(c);
		else
			(out += "\\x") += { digits[c >> 4], digits[c & 15] };
	return out;
}

// Writes a database out as lines, for tests to compare.
class Dump {
	const Xapian::Database db;
	void (*const line)(void *ctx, struct xb_str line);
	void *const ctx;

	void say(const std::ostringstream &text) const
	{
		const std::string s = text.str() + "\n";

		line(ctx, xb_strn(s.data(), s.size()));
	}
	void posting(const std::string &term, const Xapian::PostingIterator &at) const
	{
		std::ostringstream text;

		text << "posting " << printable(term) << ' ' << *at << ' ' << at.get_wdf() << ' ' << at.get_doclength() << " at";
		for (auto pos = at.positionlist_begin(); pos != at.positionlist_end(); ++pos)
			text << ' ' << *pos;
		say(text);
	}

public:
	Dump(const char *path, void (*line_)(void *ctx, struct xb_str line), void *ctx_) : db(path), line(line_), ctx(ctx_) {}

	void whole() const
	{
		std::ostringstream text;

		text << "database " << db.get_doccount() << " last " << db.get_lastdocid() << " length " << db.get_total_length()
		     << " of " << db.get_doclength_lower_bound() << ".." << db.get_doclength_upper_bound()
		     << (db.has_positions() ? " positions" : "");
		say(text);
		for (auto key = db.metadata_keys_begin(); key != db.metadata_keys_end(); ++key) {
			text.str("");
			text << "metadata " << printable(*key) << ' ' << printable(db.get_metadata(*key));
			say(text);
		}
	}
	void documents() const
	{
		for (Xapian::docid did = 1; did <= db.get_lastdocid(); did++) {
			std::ostringstream text;

			text << "document " << did << ' ' << db.get_doclength(did) << ' '
			     << printable(db.get_document(did).get_data());
			say(text);
		}
	}
	void values(Xapian::valueno slot) const
	{
		std::ostringstream text;

		text << "slot " << slot << ' ' << db.get_value_freq(slot) << ' '
		     << printable(db.get_value_lower_bound(slot)) << ' ' << printable(db.get_value_upper_bound(slot));
		say(text);
		for (auto value = db.valuestream_begin(slot); value != db.valuestream_end(slot); ++value) {
			text.str("");
			text << "value " << slot << ' ' << value.get_docid() << ' ' << printable(*value);
			say(text);
		}
	}
	void terms() const
	{
		for (auto term = db.allterms_begin(); term != db.allterms_end(); ++term) {
			std::ostringstream text;

			text << "term " << printable(*term) << ' ' << term.get_termfreq() << ' '
			     << db.get_collection_freq(*term) << ' ' << db.get_wdf_upper_bound(*term);
			say(text);
			for (auto at = db.postlist_begin(*term); at != db.postlist_end(*term); ++at)
				posting(*term, at);
		}
	}
};
#endif

} // namespace

extern "C" {

// ---- Writing ----

xabar_status
xb_database_new(struct xb_database **out, const char *path, xabar_error *err)
{
	*out = nullptr;
	return guard(err, [&] {
		*out = new xb_database{ Xapian::WritableDatabase(path, Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS) };
	});
}

void
xb_database_free(struct xb_database *db)
{
	(void)guard(nullptr, [&] { delete db; });
}

xabar_status
xb_database_add(struct xb_database *db, const struct xb_document *document, xabar_error *err)
{
	return guard(err, [&] { add_document(db->db, *document); });
}

xabar_status
xb_database_set_metadata(struct xb_database *db, struct xb_str key, struct xb_str value, xabar_error *err)
{
	return guard(err, [&] { db->db.set_metadata(to_string(key), to_string(value)); });
}

xabar_status
xb_database_commit(struct xb_database *db, xabar_error *err)
{
	return guard(err, [&] { db->db.commit(); });
}

xabar_status
xb_database_compact(const char *from, const char *to, xabar_error *err)
{
	return guard(err, [&] { Xapian::Database(from).compact(to, Xapian::DBCOMPACT_NO_RENUMBER); });
}

xabar_status
xb_database_check(const char *path, xabar_error *err)
{
	return guard(err, [&] {
		std::ostringstream complaints;

		if (Xapian::Database::check(path, 0, &complaints)) {
			std::string first = complaints.str();

			first.resize(std::min(first.find('\n'), first.size()));
			throw Xapian::DatabaseCorruptError(first.empty() ? "damaged" : first);
		}
	});
}

// ---- Reading ----

xabar_status
xb_reader_open(struct xb_reader **out, const struct xb_segment_ref *segments, size_t n, xabar_error *err)
{
	*out = nullptr;
	return guard(err, [&] {
		auto reader = std::make_unique<xb_reader>();

		for (size_t i = 0; i < n; i++) {
			const Xapian::Database segment = open_segment(segments[i]);

			struct xb_glass_segment *ours = nullptr;

			if (segments[i].mapped && !is_served(segments[i]))
				check(xb_glass_segment_open(&ours, segments[i].path, err));
			reader->ours.emplace_back(ours, xb_glass_segment_free);
			reader->served.push_back(is_served(segments[i]));
			reader->remote |= reader->served[i];
			reader->db.add_database(segment);
			reader->segments.push_back(segment);
			reader->dead.push_back({ segment.get_uuid(), segments[i].dead, segments[i].ndead });
			reader->ndead += segments[i].ndead;
			reader->published.push_back(segments[i]);
			reader->published[i].path = nullptr; // the caller's, until now
		}
		*out = reader.release();
	});
}

void
xb_reader_free(struct xb_reader *reader)
{
	(void)guard(nullptr, [&] { delete reader; });
}

void
xb_reader_bury(struct xb_reader *reader, uint32_t segment, const uint32_t *dead, size_t n)
{
	Dead &now = reader->dead[segment];

	reader->ndead += n - now.n;
	now.docids = dead;
	now.n = n;
}

uint32_t
xb_reader_nsegments(const struct xb_reader *reader)
{
	return uint32_t(reader->dead.size());
}

bool
xb_reader_is_remote(const struct xb_reader *reader)
{
	return reader->remote;
}

bool
xb_reader_hung_up(struct xb_reader *reader, uint32_t segment)
{
	return guard(nullptr, [&] { reader->segments[segment].keep_alive(); }) != XABAR_OK;
}

xabar_status
xb_reader_live(uint64_t *out, const struct xb_reader *reader, xabar_error *err)
{
	return guard(err, [&] { *out = reader->db.get_doccount() - reader->ndead; });
}

xabar_status
xb_reader_find(uint32_t *docid, struct xb_reader *reader, struct xb_str term, xabar_error *err)
{
	*docid = 0;
	return guard(err, [&] {
		const std::string t = to_string(term);

		for (auto i = reader->db.postlist_begin(t); i != reader->db.postlist_end(t); ++i)
			if (!is_dead(*reader, *i))
				*docid = *i;
	});
}

xabar_status
xb_reader_documents(uint64_t *out, struct xb_reader *reader, struct xb_str term, xabar_error *err)
{
	return guard(err, [&] { *out = reader->db.get_termfreq(to_string(term)); });
}

xabar_status
xb_reader_documents_each(uint64_t *out, struct xb_reader *reader, const struct xb_str *terms, size_t n, xabar_error *err)
{
	return guard(err, [&] {
		std::vector<std::string> all;

		for (size_t i = 0; i < n; i++)
			all.push_back(to_string(terms[i]));
		for (size_t i = 0; i < n && !reader->remote; i++)
			out[i] = reader->db.get_termfreq(all[i]);
		if (all.empty() || !reader->remote)
			return;
		Xapian::Enquire enquire(reader->db);
		enquire.set_query(Xapian::Query(Xapian::Query::OP_OR, all.begin(), all.end()));
		enquire.set_weighting_scheme(Xapian::BoolWeight());
		const Xapian::MSet none = enquire.get_mset(0, 0);
		for (size_t i = 0; i < n; i++)
			out[i] = none.get_termfreq(all[i]);
	});
}

xabar_status
xb_reader_valued(uint64_t *out, struct xb_reader *reader, uint32_t slot, xabar_error *err)
{
	return guard(err, [&] { *out = reader->db.get_value_freq(slot); });
}

xabar_status
xb_reader_occurrences(uint64_t *out, struct xb_reader *reader, struct xb_str term, xabar_error *err)
{
	return guard(err, [&] { *out = reader->db.get_collection_freq(to_string(term)); });
}

xabar_status
xb_reader_datum(struct xb_buf *out, struct xb_reader *reader, uint32_t docid, xabar_error *err)
{
	return guard(err, [&] {
		const uint32_t n = xb_reader_nsegments(reader);
		const xb_glass_segment *ours = n ? reader->ours[xb_reader_segment(n, docid)].get() : nullptr;
		bool found = false;

		if (ours)
			check(xb_glass_segment_datum(&found, out, ours, xb_reader_local(n, docid), err));
		if (found)
			return;
		// Whether there is such a document is a look-up of its own, not needed where there is a datum.
		const std::string datum = reader->db.get_document(docid, Xapian::DOC_ASSUME_VALID).get_data();

		append(out, datum.empty() ? reader->db.get_document(docid).get_data() : datum);
	});
}

xabar_status
xb_reader_value(struct xb_buf *out, struct xb_reader *reader, uint32_t docid, uint32_t slot, xabar_error *err)
{
	return guard(err, [&] {
		refuse_served(*reader, xb_reader_segment(xb_reader_nsegments(reader), docid));
		append(out, reader->db.get_document(docid).get_value(slot));
	});
}

const uint32_t *
xb_reader_dead(const struct xb_reader *reader, uint32_t segment, size_t *n)
{
	*n = reader->dead[segment].n;
	return reader->dead[segment].docids;
}

xabar_status
xb_reader_values(struct xb_buf *out, struct xb_reader *reader, uint32_t segment, uint32_t slot, const uint32_t *docids, size_t n,
                 xabar_error *err)
{
	return guard(err, [&] {
		const Xapian::Database &db = reader->segments[segment];
		refuse_served(*reader, segment);
		auto value = db.valuestream_begin(slot);
		const auto end = db.valuestream_end(slot);

		for (size_t i = 0; i < n; i++) {
			if (value != end)
				value.skip_to(docids[i]);
			if (value != end && value.get_docid() == docids[i]) {
				const std::string bytes = *value;

				xb_buf_add_counted(out, xb_strn(bytes.data(), bytes.size()));
			} else
				xb_buf_add_counted(out, xb_strn("", 0));
		}
	});
}

xabar_status
xb_reader_metadata_from(struct xb_buf *key, struct xb_buf *value, struct xb_reader *reader, uint32_t segment,
                        struct xb_str prefix, struct xb_str from, xabar_error *err)
{
	return guard(err, [&] {
		const Xapian::Database &db = reader->segments[segment];
		const std::string f = to_string(from);

		if (reader->served[segment]) {
			const std::vector<std::string> &keys = served_keys(*reader, segment, to_string(prefix));
			const auto key_at = std::lower_bound(keys.begin(), keys.end(), f);

			if (key_at == keys.end())
				return;
			append(key, *key_at);
			append(value, db.get_metadata(*key_at));
			return;
		}
		auto i = db.metadata_keys_begin(to_string(prefix));

		if (i != db.metadata_keys_end() && *i < f) // skipping back would be to what has another prefix
			i.skip_to(f);
		if (i == db.metadata_keys_end())
			return;
		append(key, *i);
		append(value, db.get_metadata(*i));
	});
}

xabar_status
xb_reader_each(struct xb_reader *reader, struct xb_str term,
               xabar_status (*visit)(void *ctx, uint32_t docid, xabar_error *err), void *ctx, xabar_error *err)
{
	return guard(err, [&] {
		const std::string t = to_string(term);

		for (auto i = reader->db.postlist_begin(t); i != reader->db.postlist_end(t); ++i)
			if (!is_dead(*reader, *i))
				check(visit(ctx, *i, err));
	});
}

xabar_status
xb_reader_each_version(struct xb_reader *reader, struct xb_str term,
                       xabar_status (*visit)(void *ctx, uint32_t docid, xabar_error *err), void *ctx, xabar_error *err)
{
	return guard(err, [&] {
		const std::string t = to_string(term);

		for (auto i = reader->db.postlist_begin(t); i != reader->db.postlist_end(t); ++i)
			if (is_version(*reader, *i))
				check(visit(ctx, *i, err));
	});
}

xabar_status
xb_reader_each_value(struct xb_reader *reader, uint32_t segment, uint32_t slot,
                     xabar_status (*visit)(void *ctx, uint32_t local, struct xb_str value, xabar_error *err), void *ctx,
                     xabar_error *err)
{
	return guard(err, [&] {
		const Xapian::Database &db = reader->segments[segment];

		if (reader->served[segment]) {
			each_value_served(db, slot, visit, ctx, err);
			return;
		}
		for (auto i = db.valuestream_begin(slot); i != db.valuestream_end(slot); ++i) {
			const std::string value = *i;

			check(visit(ctx, i.get_docid(), xb_strn(value.data(), value.size()), err));
		}
	});
}

xabar_status
xb_reader_each_term(struct xb_reader *reader, struct xb_str prefix, const struct xb_term_visitor *visitor, void *ctx,
                    xabar_error *err)
{
	return guard(err, [&] {
		const std::string p = to_string(prefix);
		const auto end = reader->db.allterms_end(p);
		auto i = reader->db.allterms_begin(p);

		while (i != end) {
			const std::string term = *i;
			const struct xb_str t = xb_strn(term.data(), term.size());
			struct xb_str next = {};

			if (visitor->wants(ctx, t, &next))
				check(visitor->take(ctx, t, i.get_termfreq(), err));
			if (next.len && to_string(next) > term) // libxapian would go back
				i.skip_to(to_string(next));
			else
				++i;
		}
	});
}

// ---- Matching ----

xabar_status
xb_posting_list_open(struct xb_posting_list **out, struct xb_reader *reader, uint32_t segment, struct xb_str term, xabar_error *err)
{
	*out = nullptr;
	return guard(err, [&] {
		const Xapian::Database &db = reader->segments[segment];
		const std::string t = to_string(term);

		if (reader->ours[segment]) {
			check(xb_glass_segment_postings(out, reader->ours[segment].get(), term, err));
			return;
		}
		const Xapian::PostingIterator at = db.postlist_begin(t);

		if (at != db.postlist_end(t))
			*out = new Postings{ { 0, 0, db.get_termfreq(t), &postings_class }, at, db.postlist_end(t) };
	});
}

xabar_status
xb_reader_postings(uint32_t *docids, size_t *n, size_t cap, struct xb_reader *reader, uint32_t segment, struct xb_str term,
                   xabar_error *err)
{
	return guard(err, [&] {
		const Xapian::Database &db = reader->segments[segment];
		const std::string t = to_string(term);

		for (auto i = db.postlist_begin(t); *n < cap && i != db.postlist_end(t); ++i)
			docids[(*n)++] = *i;
	});
}

xabar_status
xb_match(struct xb_matches *out, struct xb_reader *reader, const struct xb_match_request *request, struct xb_arena *arena,
         xabar_error *err)
{
	*out = {};
	out->exact = true;
	return guard(err, [&] {
		const Xapian::Query query = build(*request->query, Matching{ *reader, err });

		if (query.empty() || reader->dead.empty())
			return;
		Xapian::Enquire enquire(reader->db);
		Tombstones tombstones(reader->dead);
		const Xapian::Query living = without(query, tombstones, *reader);

		enquire.set_weighting_scheme(Xapian::BM25Weight(request->k1, 0, 1, request->b, 0.5));
		match_in_order(out, enquire, living, *reader, *request, arena);
		if (request->nslots && out->nhits)
			give_values(out, enquire, living, *reader, *request, arena);
	});
}

xabar_status
xb_count(uint64_t *total, bool *exact, struct xb_reader *reader, const struct xb_node *query, uint32_t exact_up_to,
         xabar_error *err)
{
	*total = 0;
	*exact = true;
	return guard(err, [&] {
		const Xapian::Query built = build(*query, Matching{ *reader, err });

		if (built.empty() || reader->dead.empty())
			return;
		Xapian::Enquire enquire(reader->db);
		Tombstones tombstones(reader->dead);
		const bool all = exact_up_to == UINT32_MAX;

		// At nothing of its weight: a source's is none of the weighting scheme's.
		enquire.set_query(without(Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, built, 0), tombstones, *reader));
		enquire.set_weighting_scheme(Xapian::BoolWeight());
		const Xapian::MSet some = enquire.get_mset(0, 1, all ? 1 : one_more(exact_up_to));
		*total = some.get_matches_estimated();
		*exact = is_exact(some); // as for a term, whose documents were counted when they were indexed
		if (all && !*exact && reader->remote) {
			*total = enquire.get_mset(0, 0, one_more(UINT32_MAX)).get_matches_estimated();
			*exact = true;
		} else if (all && !*exact) {
			Counter counter;

			enquire.get_mset(0, 1, one_more(exact_up_to), nullptr, &counter);
			*total = counter.n;
			*exact = true;
		}
	});
}

xabar_status
xb_match_each(struct xb_reader *reader, const struct xb_node *query, const uint32_t *slots, size_t nslots, xb_visit_match *visit,
              void *ctx, xabar_error *err)
{
	return guard(err, [&] {
		const Xapian::Query built = build(*query, Matching{ *reader, err });

		// Each by itself: of several, libxapian tells the number of a document, but not the segment.
		for (uint32_t i = 0; i < reader->segments.size() && !built.empty(); i++) {
			Xapian::Enquire enquire(reader->segments[i]);
			Tombstones tombstones(reader->dead);
			Visitor visitor(slots, nslots, visit, ctx, i, err);

			enquire.set_query(without(Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, built, 0), tombstones, *reader));
			enquire.set_weighting_scheme(Xapian::BoolWeight());
			if (reader->served[i])
				visit_served(enquire, slots, nslots, visit, ctx, i, err);
			else
				enquire.get_mset(0, 1, one_more(UINT32_MAX), nullptr, &visitor);
		}
	});
}

xabar_status
xb_node_describe(struct xb_str *out, const struct xb_node *query, struct xb_arena *arena, xabar_error *err)
{
	*out = {};
	return guard(err, [&] { *out = to_arena(arena, build(*query, Matching{ xb_reader(), err }).get_description()); });
}

xabar_status
xb_matching_terms(struct xb_matching_term **out, size_t *n, struct xb_reader *reader, const struct xb_node *query,
                  uint32_t docid, struct xb_arena *arena, xabar_error *err)
{
	*out = nullptr;
	*n = 0;
	return guard(err, [&] {
		const Xapian::Query q = build(*query, Matching{ *reader, err });
		std::vector<std::string> terms(q.get_unique_terms_begin(), q.get_unique_terms_end());
		auto *list = allocate<struct xb_matching_term>(arena, terms.size());

		for (const std::string &term : terms) {
			auto posting = reader->db.postlist_begin(term);

			if (posting == reader->db.postlist_end(term))
				continue;
			posting.skip_to(docid);
			if (posting != reader->db.postlist_end(term) && *posting == docid)
				list[(*n)++] = { to_arena(arena, term), posting.get_wdf() };
		}
		*out = list;
	});
}

// ---- Stemmers ----

xabar_status
xb_stemmer_new(struct xb_stemmer **out, const char *name, xabar_error *err)
{
	*out = nullptr;
	return guard(err, [&] { *out = new xb_stemmer{ Xapian::Stem(name) }; });
}

void
xb_stemmer_free(struct xb_stemmer *stemmer)
{
	(void)guard(nullptr, [&] { delete stemmer; });
}

xabar_status
xb_stemmer_stem(struct xb_stemmer *stemmer, struct xb_str word, struct xb_buf *out, xabar_error *err)
{
	xb_buf_clear(out);
	return guard(err, [&] { append(out, stemmer->stem(to_string(word))); });
}

const char *
xb_xapian_version(void)
{
	return Xapian::version_string();
}

#ifdef XB_TESTING
xabar_status
xb_shim_throw(int kind, xabar_error *err)
{
	return guard(err, [&] {
		switch (kind) {
		case 0: throw Xapian::DatabaseNotFoundError("no such database");
		case 1: throw Xapian::DocNotFoundError("no such document");
		case 2: throw Xapian::DatabaseLockError("already locked");
		case 3: throw Xapian::DatabaseModifiedError("moved on");
		case 4: throw Xapian::DatabaseVersionError("too new");
		case 5: throw Xapian::DatabaseCorruptError("damaged");
		case 6: throw Xapian::QueryParserError("unbalanced");
		case 7: throw Xapian::DatabaseOpeningError("cannot open", std::string(), 13);
		case 8: throw Xapian::InvalidArgumentError("term too long");
		case 9: throw Xapian::NetworkError("connection lost");
		case 10: throw std::bad_alloc();
		case 11: throw std::length_error("vector");
		case 12: throw std::string("not an exception class");
		case 13: throw 42;
		case 14: throw Stopped{ xb_fail(err, XABAR_ESTOPPED, "asked to stop") };
		default: return;
		}
	});
}

xabar_status
xb_database_dump(const char *path, const uint32_t *slots, size_t nslots, void (*line)(void *ctx, struct xb_str line), void *ctx,
                 xabar_error *err)
{
	return guard(err, [&] {
		const Dump dump(path, line, ctx);

		dump.whole();
		dump.documents();
		for (size_t i = 0; i < nslots; i++)
			dump.values(slots[i]);
		dump.terms();
	});
}
#endif

} // extern "C"
