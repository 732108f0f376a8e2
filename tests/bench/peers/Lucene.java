/* SPDX-License-Identifier: GPL-2.0-or-later */

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.List;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;

/**
 * Lucene as a peer: EnglishAnalyzer, title and body stored and with positions, the date as a docvalue, 512 MB of buffer.
 *
 * <pre>
 * Lucene index SET.jsonl DIR THREADS  make DIR anew, and merge it into one segment
 * Lucene add SET.jsonl DIR            add to it, and commit
 * Lucene search DIR QUERIES           `class TAB ms` of each query, ten hits with their text, of the last of PASSES
 * Lucene ask DIR QUERY                print ten hits
 * </pre>
 *
 * Queries search the body alone, which is less than the others do.
 */
public final class Lucene {
    /** The compiler of the machine needs more of them than the others do. */
    private static final int PASSES = 6;

    /** The member of a line of gen_archive's that is called `key`, as jsonl.h has it. */
    private static String member(String line, String key) {
        StringBuilder out = new StringBuilder();
        int at = line.indexOf("\"" + key + "\":\"");
        if (at < 0) {
            return "";
        }
        for (at += key.length() + 4; line.charAt(at) != '"'; at++) {
            char c = line.charAt(at);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            c = line.charAt(++at);
            if (c == 'u') {
                at += 4;
                out.append(' ');
            } else {
                out.append(c == 'n' || c == 't' || c == 'r' ? ' ' : c);
            }
        }
        return out.toString();
    }

    private static Document document(String line) {
        Document document = new Document();
        String date = member(line, "date");
        document.add(new StringField("id", member(line, "id"), Field.Store.YES));
        document.add(new StringField("date", date, Field.Store.YES));
        document.add(new SortedDocValuesField("dates", new BytesRef(date)));
        document.add(new TextField("title", member(line, "title"), Field.Store.YES));
        document.add(new TextField("body", member(line, "body"), Field.Store.YES));
        return document;
    }

    private static void addLines(IndexWriter writer, BufferedReader lines) {
        try {
            for (;;) {
                String line;
                synchronized (lines) {
                    line = lines.readLine();
                }
                if (line == null) {
                    return;
                }
                writer.addDocument(document(line));
            }
        } catch (IOException e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(2);
        }
    }

    private static void index(String set, String dir, boolean anew, int nthreads) throws Exception {
        IndexWriterConfig config = new IndexWriterConfig(new EnglishAnalyzer());
        config.setRAMBufferSizeMB(512);
        config.setOpenMode(anew ? IndexWriterConfig.OpenMode.CREATE : IndexWriterConfig.OpenMode.APPEND);
        try (IndexWriter writer = new IndexWriter(FSDirectory.open(Paths.get(dir)), config);
                BufferedReader lines = Files.newBufferedReader(Paths.get(set))) {
            Thread[] threads = new Thread[nthreads];
            for (int i = 0; i < nthreads; i++) {
                threads[i] = new Thread(() -> addLines(writer, lines));
                threads[i].start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            writer.commit();
            if (anew) {
                writer.forceMerge(1);
            }
        }
    }

    /** The titles of ten hits, whose bodies are read, too. */
    private static String[] hits(IndexSearcher searcher, QueryParser parser, String query) throws Exception {
        ScoreDoc[] found = searcher.search(parser.parse(query), 10).scoreDocs;
        String[] titles = new String[found.length];
        for (int i = 0; i < found.length; i++) {
            Document document = searcher.doc(found[i].doc);
            titles[i] = document.get("title");
            if (document.get("body") == null) {
                throw new IOException("no text is stored");
            }
        }
        return titles;
    }

    private static void search(IndexSearcher searcher, QueryParser parser, String queries) throws Exception {
        List<String> lines = Files.readAllLines(Paths.get(queries));
        for (int pass = 1; pass <= PASSES; pass++) {
            for (String line : lines) {
                int tab = line.indexOf('\t');
                long began = System.nanoTime();
                hits(searcher, parser, line.substring(tab + 1));
                double ms = (System.nanoTime() - began) / 1e6;
                if (pass == PASSES) {
                    System.out.printf("%s\t%.4f%n", line.substring(0, tab), ms);
                }
            }
        }
    }

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "index" -> index(args[1], args[2], true, Integer.parseInt(args[3]));
            case "add" -> index(args[1], args[2], false, 1);
            default -> {
                try (DirectoryReader reader = DirectoryReader.open(FSDirectory.open(Paths.get(args[1])))) {
                    IndexSearcher searcher = new IndexSearcher(reader);
                    QueryParser parser = new QueryParser("body", new EnglishAnalyzer());
                    if (args[0].equals("search")) {
                        search(searcher, parser, args[2]);
                    } else {
                        System.out.println(String.join("\n", hits(searcher, parser, args[2])));
                    }
                }
            }
        }
    }
}
