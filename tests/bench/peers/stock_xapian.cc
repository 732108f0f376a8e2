// SPDX-License-Identifier: GPL-2.0-or-later
// stock_xapian.cc - libxapian as it comes, as a peer: TermGenerator with its English stemmer and positions, the text as the
// document's data, the date as a value. XAPIAN_FLUSH_THRESHOLD is the caller's.
//
//	stock_xapian index SET.jsonl DB
//	stock_xapian search DB QUERIES    `class TAB ms` of each query, ten hits with their text, after a pass that is not counted
#include <xapian.h>

#include <cctype>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "jsonl.h"

static std::string
member(const std::string &line, const char *key)
{
	std::string out(line.size(), '\0');

	out.resize(jsonl_member(&out[0], line.c_str(), key));
	return out;
}

static void
index(const char *set, const char *path)
{
	Xapian::WritableDatabase db(path, Xapian::DB_CREATE_OR_OVERWRITE);
	Xapian::TermGenerator generator;
	std::ifstream lines(set);
	std::string line;

	generator.set_stemmer(Xapian::Stem("english"));
	while (std::getline(lines, line)) {
		const std::string title = member(line, "\"title\":\""), body = member(line, "\"body\":\"");
		Xapian::Document document;

		generator.set_document(document);
		generator.index_text(title, 1, "S");
		generator.increase_termpos();
		generator.index_text(title);
		generator.increase_termpos();
		generator.index_text(body);
		document.set_data(title + "\n" + body);
		document.add_value(0, member(line, "\"date\":\""));
		document.add_boolean_term("Q" + member(line, "\"id\":\""));
		db.add_document(document);
	}
	db.commit();
}

// Words become stems, but for a phrase's.
static Xapian::Query
query_of(const std::string &text, const Xapian::Stem &stem)
{
	const bool phrase = text[0] == '"';
	std::vector<Xapian::Query> terms;
	std::string word;

	for (char c : text + " ") {
		if (isalnum((unsigned char)c) || (unsigned char)c >= 0x80) {
			word += (char)tolower((unsigned char)c);
		} else if (!word.empty()) {
			terms.emplace_back(phrase ? word : "Z" + stem(word));
			word.clear();
		}
	}
	return Xapian::Query(phrase ? Xapian::Query::OP_PHRASE : text[0] == '+' ? Xapian::Query::OP_AND : Xapian::Query::OP_OR,
	                     terms.begin(), terms.end());
}

static double
ask(const Xapian::Database &db, const std::string &text, const Xapian::Stem &stem)
{
	const auto began = std::chrono::steady_clock::now();
	Xapian::Enquire enquire(db);

	enquire.set_query(query_of(text, stem));
	const Xapian::MSet found = enquire.get_mset(0, 10);
	for (auto hit = found.begin(); hit != found.end(); ++hit)
		hit.get_document().get_data();
	return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
}

static void
search(const char *path, const char *queries)
{
	const Xapian::Database db(path);
	const Xapian::Stem stem("english");

	for (int pass = 0; pass < 2; pass++) {
		std::ifstream lines(queries);
		std::string name, text;

		while (std::getline(lines, name, '\t') && std::getline(lines, text)) {
			const double ms = ask(db, text, stem);

			if (pass)
				printf("%s\t%.4f\n", name.c_str(), ms);
		}
	}
}

int
main(int argc, char **argv)
{
	const std::string what = argc == 4 ? argv[1] : "";

	try {
		if (what == "index") {
			index(argv[2], argv[3]);
		} else if (what == "search") {
			search(argv[2], argv[3]);
		} else {
			std::cerr << "usage: stock_xapian index SET.jsonl DB | search DB QUERIES\n";
			return 2;
		}
	} catch (const Xapian::Error &error) {
		std::cerr << "stock_xapian: " << error.get_description() << '\n';
		return 2;
	}
	return 0;
}
