package dev.trestle.records;

import static dev.trestle.records.Say.adt;
import static dev.trestle.records.Say.patient;
import static dev.trestle.records.Say.slot;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Promise 7: no patient data in the clear at rest. */
class SealingTest {
  private static final List<String> TABLES =
      List.of(
          "resource",
          "resource_history",
          "alias",
          "identifier",
          "statement",
          "verified",
          "collection",
          "record_head");
  private static final List<String> SECRETS =
      List.of("Quisling", "Wilhelmina", "MRN7734551", "1947-08-29", "Fjordgate");

  private final Records records = Records.empty();

  @Test
  void noColumnShowsWhoItIs() throws SQLException {
    fill();
    List<String> cells = new ArrayList<>();
    try (Connection db = records.database.dataSource().getConnection();
        Statement statement = db.createStatement()) {
      for (String table : TABLES) {
        try (ResultSet rows = statement.executeQuery("select t::text from " + table + " t")) {
          while (rows.next()) {
            cells.add(rows.getString(1));
          }
        }
      }
    }
    assertThat(cells).hasSizeGreaterThan(8);
    for (String secret : SECRETS) {
      String hex = hex(secret);
      assertThat(cells)
          .as(secret)
          .noneMatch(
              cell ->
                  cell.contains(secret)
                      || cell.toLowerCase(java.util.Locale.ROOT)
                          .contains(secret.toLowerCase(java.util.Locale.ROOT))
                      || cell.contains(hex));
    }
  }

  @Test
  void noFileOfTheDatabaseShowsWhoItIs() throws IOException {
    fill();
    Path folder = Path.of("target", "test-postgres").toAbsolutePath();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files =
          walk.filter(
                  path -> path.toString().contains("pg_wal") || path.toString().contains("/base/"))
              .toList();
    }
    int read = 0;
    for (Path file : files) {
      if (Files.isRegularFile(file) && Files.isReadable(file)) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        read++;
        for (String secret : SECRETS) {
          assertThat(bytes.contains(secret)).as("%s in %s", secret, file.getFileName()).isFalse();
        }
      }
    }
    assertThat(read).as("data and write-ahead log files read").isPositive();
  }

  private void fill() {
    for (int seq = 1; seq <= 3; seq++) {
      records.apply(
          adt(seq)
              .about(
                  patient("MR:MRN7734551", "PI:P" + SECRETS.get(2)),
                  slot("identifier[MR]", "[{'system':'urn:mrn','value':'MRN7734551'}]"),
                  slot(
                      "name[1]",
                      "[{'family':'Quisling','given':['Wilhelmina','%d']}]".formatted(seq)),
                  slot("birthDate", "'1947-08-29'"),
                  slot("address[1]", "[{'line':['Fjordgate 3']}]"))
              .entry(seq));
    }
  }

  private static String hex(String text) {
    StringBuilder hex = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hex.append("%02x".formatted(b));
    }
    return hex.toString();
  }
}
