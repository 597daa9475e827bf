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

  private MadeUpGuide() {}

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
