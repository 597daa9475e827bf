package dev.trestle.identity.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Files as people and spreadsheets write them. */
class CsvReaderTest {
  private final Findings findings = new Findings();

  @Test
  void quotesHoldSeparatorsQuotesAndLines() throws IOException {
    assertThat(read("a,b\n\"x, \"\"y\"\"\n z\",2\n3,4"))
        .containsExactly("1 [a, b]", "2 [x, \"y\"\n z, 2]", "4 [3, 4]");
    assertThat(findings.warningCount()).isZero();
  }

  @Test
  void everyKindOfLineEndAndByteOrderMarkIsTaken() throws IOException {
    assertThat(read("\ufeffa,b\r\n1,2\r\r\n3,4\r5,6\n\n7,"))
        .containsExactly("1 [a, b]", "2 [1, 2]", "4 [3, 4]", "5 [5, 6]", "7 [7, ]");
  }

  @Test
  void theSeparatorIsFound() throws IOException {
    assertThat(read("a;b\n1,5;2")).containsExactly("1 [a, b]", "2 [1,5, 2]");
    assertThat(read("a\tb\n1\t2")).containsExactly("1 [a, b]", "2 [1, 2]");
  }

  @Test
  void bytesThatAreNotUtf8AreReadAsLatin1AndReportedByLine() throws IOException {
    assertThat(read("a\nMüller\n".getBytes(StandardCharsets.ISO_8859_1)))
        .containsExactly("1 [a]", "2 [Müller]");
    assertThat(findings.warnings()).containsExactly("line 2: is not UTF-8; read as Latin-1");
  }

  @Test
  void aQuoteThatNeverEndsNamesItsLine() {
    assertThatThrownBy(() -> read("a,b\n1,2\n3,\"4\n5,6\n"))
        .hasMessageContaining("line 3")
        .hasMessageContaining("never closed");
    assertThatThrownBy(() -> read("a,b\n\"1,2\n" + "x".repeat(CsvReader.MOST_BYTES)))
        .hasMessageContaining("line 2")
        .hasMessageContaining("longer than 1 MB");
  }

  @Test
  void aMillionColumnsAreNoFileOfPeople() {
    assertThatThrownBy(() -> read("a,".repeat(1_000_000)))
        .hasMessageContaining("line 1")
        .hasMessageContaining("more than 1000 columns");
  }

  @Test
  void textAfterAClosingQuoteIsKeptAndReported() throws IOException {
    assertThat(read("a,b\n\"x\"y,2")).containsExactly("1 [a, b]", "2 [xy, 2]");
    assertThat(findings.warnings()).hasSize(1).first().asString().startsWith("line 2");
  }

  private List<String> read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> read(byte[] bytes) throws IOException {
    List<String> rows = new ArrayList<>();
    try (CsvReader reader = new CsvReader(new ByteArrayInputStream(bytes), findings)) {
      for (Optional<CsvReader.Row> row = reader.next(); row.isPresent(); row = reader.next()) {
        rows.add(row.get().line() + " " + row.get().cells());
      }
    }
    return rows;
  }
}
