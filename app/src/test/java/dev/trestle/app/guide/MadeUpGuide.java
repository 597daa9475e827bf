package dev.trestle.app.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Tables of a guide that nobody published, in the form of the official one. */
public final class MadeUpGuide {
  /** The names of the columns, as the official tables have them. */
  public static final String HEAD =
      """
      v2,,,,,,Condition,,,FHIR,,,,,,,,,Comments
      Sort Order,Identifier,Name,Data Type,Cardinality - Min,Cardinality - Max,Computable ANTLR,\
      Computable FHIRPath,Narrative,FHIR Attribute,,Data Type,Cardinality - Min,Cardinality - Max,\
      Data Type Mapping,"Vocabulary Mapping
      (IS, ID)",Assignment,,
      """;

  /** The same of tables of data types. */
  public static final String TYPE_HEAD =
      HEAD.replace("FHIR Attribute", "FHIR Attribute/ Data Type");

  /** The same of tables of messages. */
  public static final String MESSAGE_HEAD =
      """
      v2,,,,,,Condition,,,FHIR,,,,Comments
      Sort Order,Identifier,Syntax,Name,Cardinality - Min,Cardinality - Max,Computable ANTLR,\
      Computable FHIRPath,Narrative,Primary Target,Segment Map,References,,
      """;

  /** The same of vocabulary maps. */
  public static final String CODE_HEAD =
      """
      v2,,,Condition,,,FHIR,,,,,Comments
      Code,Text,Code System,Computable ANTLR,Computable FHIRPath,Narrative,Code,,Display,\
      Code System,,
      """;

  private MadeUpGuide() {}

  /** Writes a table of a kind below the folder of a guide. */
  static Path write(Path guide, GuideKind kind, String map, String... rows) throws IOException {
    Path folder = Files.createDirectories(guide.resolve(kind.folder()));
    String head =
        switch (kind) {
          case SEGMENTS -> HEAD;
          case DATA_TYPES -> TYPE_HEAD;
          case MESSAGES -> MESSAGE_HEAD;
          case VOCABULARY -> CODE_HEAD;
        };
    return Files.writeString(
        folder.resolve("Made up " + map + " - Sheet.csv"), head + String.join("\n", rows) + "\n");
  }

  /** Writes the table of a data type below the folder of a guide. */
  public static Path dataType(Path guide, String map, String... rows) throws IOException {
    return write(guide, GuideKind.DATA_TYPES, map, rows);
  }

  /** Writes the table of a message below the folder of a guide. */
  public static Path message(Path guide, String map, String... rows) throws IOException {
    return write(guide, GuideKind.MESSAGES, map, rows);
  }

  /** Writes a vocabulary map below the folder of a guide. */
  public static Path vocabulary(Path guide, String map, String... rows) throws IOException {
    return write(guide, GuideKind.VOCABULARY, map, rows);
  }

  /** A row of a message with what is said of it, as {@code map=PID[Patient]}. */
  public static String segment(String identifier, String target, String... said) {
    return String.join(
        ",",
        List.of(
            "1",
            identifier,
            "[ X ]",
            "Its name",
            "0",
            "1",
            quoted(said(said, "condition")),
            "",
            quoted(said(said, "narrative")),
            quoted(target),
            quoted(said(said, "map")),
            quoted(said(said, "references")),
            "",
            quoted(said(said, "comment"))));
  }

  /** A row of a vocabulary map with what is said of it, as {@code system=urn:made-up}. */
  public static String code(String from, String to, String... said) {
    return String.join(
        ",",
        List.of(
            from,
            quoted(said(said, "text")),
            from.isEmpty() ? "" : "HL79999",
            quoted(said(said, "condition")),
            "",
            quoted(said(said, "narrative")),
            to,
            quoted(said(said, "beside")),
            quoted(said(said, "display")),
            quoted(said(said, "system")),
            "",
            quoted(said(said, "comment"))));
  }

  /** Writes the table of a map. */
  public static Path table(Path folder, String map, String... rows) throws IOException {
    Files.createDirectories(folder);
    return Files.writeString(
        folder.resolve("Made up " + map + " - Sheet.csv"), HEAD + String.join("\n", rows) + "\n");
  }

  /** A row with what is said of it, as {@code condition=IF PID-2 VALUED}. */
  public static String row(String field, String target, String... said) {
    int dash = field.indexOf('-');
    return String.join(
        ",",
        List.of(
            dash < 0 ? "0" : field.substring(dash + 1),
            field,
            "Its name",
            said(said, "v2"),
            "0",
            said(said, "max"),
            quoted(said(said, "condition")),
            "",
            quoted(said(said, "narrative")),
            quoted(target),
            "",
            said(said, "fhir"),
            "0",
            "1",
            said(said, "type"),
            quoted(said(said, "table")),
            quoted(said(said, "value")),
            "",
            "Its comment"));
  }

  private static String said(String[] said, String name) {
    return Arrays.stream(said)
        .filter(one -> one.startsWith(name + "="))
        .map(one -> one.substring(name.length() + 1))
        .findFirst()
        .orElse("");
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }
}
