package dev.trestle.app.guide;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kinds of tables that a guide has, each in a folder of its own. */
public enum GuideKind {
  /** {@code … PID[Patient] - Sheet1.csv}: what becomes of a segment. */
  SEGMENTS("segments", "segments", "[A-Z][A-Z0-9]{2}\\[[A-Za-z0-9-]+\\]", ""),
  /** {@code … CX[Identifier] - Sheet1.csv}: what becomes of a data type. */
  DATA_TYPES("data types", "datatypes", "[A-Z][A-Z0-9]{1,2}\\[[A-Za-z0-9.-]+\\]", ""),
  /** {@code … ADT_A01 - Sheet1.csv}: which maps run for a message. */
  MESSAGES("messages", "messages", "[A-Z][A-Z0-9]{2}_[A-Z][A-Z0-9]{2}", "(?![A-Za-z0-9_])"),
  /** {@code … AddressType[Use] - Sheet1.csv}: from the codes of a table to those of FHIR. */
  VOCABULARY(
      "vocabulary",
      "codesystems",
      "[A-Za-z][A-Za-z0-9]*(?:\\[[A-Za-z0-9.-]+\\])?",
      "(?= - [^-]*\\.csv$)");

  private final String words;
  private final String folder;
  private final Pattern name;

  GuideKind(String words, String folder, String name, String after) {
    this.words = words;
    this.folder = folder;
    this.name = Pattern.compile("(?:^|[^A-Za-z0-9])(" + name + ")" + after);
  }

  /** {@code data types}. */
  public String words() {
    return words;
  }

  /** Name of the folder of its tables. */
  String folder() {
    return folder;
  }

  /** The map that a file is the table of, by its name. */
  Optional<String> map(String file) {
    Matcher found = name.matcher(file);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }
}
