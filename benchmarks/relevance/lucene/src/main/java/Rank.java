import java.io.BufferedReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringJoiner;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.cn.smart.SmartChineseAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/**
 * Reads "id TAB text" lines of documents and of queries; writes "query id TAB ids, best first". The
 * index lies in a folder and is made where there is none: interrupted, it was never committed.
 */
public final class Rank {
  public static void main(String[] given) throws Exception {
    Analyzer analyzer = given[0].equals("smart") ? new SmartChineseAnalyzer() : new CJKAnalyzer();
    Directory directory = FSDirectory.open(Path.of(given[4]));
    if (!DirectoryReader.indexExists(directory)) {
      index(analyzer, directory, Path.of(given[1]));
    }
    IndexSearcher.setMaxClauseCount(4096);
    IndexSearcher searcher = new IndexSearcher(DirectoryReader.open(directory));
    try (BufferedReader lines = Files.newBufferedReader(Path.of(given[2]), StandardCharsets.UTF_8);
        PrintWriter out =
            new PrintWriter(Files.newBufferedWriter(Path.of(given[3]), StandardCharsets.UTF_8))) {
      for (String line; (line = lines.readLine()) != null; ) {
        String[] cells = line.split("\t", 2);
        StringJoiner ids = new StringJoiner(" ");
        for (ScoreDoc hit : searcher.search(query(analyzer, cells[1]), 100).scoreDocs) {
          ids.add(searcher.storedFields().document(hit.doc).get("id"));
        }
        out.println(cells[0] + "\t" + ids);
      }
    }
  }

  private static void index(Analyzer analyzer, Directory directory, Path docs) throws Exception {
    IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer));
    try (BufferedReader lines = Files.newBufferedReader(docs, StandardCharsets.UTF_8)) {
      for (String line; (line = lines.readLine()) != null; ) {
        String[] cells = line.split("\t", 2);
        Document document = new Document();
        document.add(new StoredField("id", cells[0]));
        document.add(new TextField("text", cells[1], Field.Store.NO));
        writer.addDocument(document);
      }
    } catch (Exception error) {
      writer.rollback();
      throw error;
    }
    writer.close();
  }

  private static BooleanQuery query(Analyzer analyzer, String text) throws Exception {
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    try (TokenStream tokens = analyzer.tokenStream("text", text)) {
      CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        any.add(new TermQuery(new Term("text", term.toString())), BooleanClause.Occur.SHOULD);
      }
      tokens.end();
    }
    return any.build();
  }
}
