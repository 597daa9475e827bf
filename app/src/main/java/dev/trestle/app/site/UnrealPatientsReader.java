package dev.trestle.app.site;

import dev.trestle.kernel.problem.NearestName;
import dev.trestle.kernel.site.NamePatterns;
import dev.trestle.kernel.site.NumberRange;
import dev.trestle.kernel.site.UnrealPatients;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code test-patients} and {@code temporary-names} of a health system. */
final class UnrealPatientsReader {
  private static final Pattern RANGE = Pattern.compile("(\\d+)-(\\d+)");

  private UnrealPatientsReader() {}

  /**
   * Reads them.
   *
   * @param authorities canonical names of the health system's authorities
   */
  static UnrealPatients read(YamlItem root, List<String> authorities) {
    NamePatterns temporary = new NamePatterns(root.texts("temporary-names"));
    List<String> names = new ArrayList<>();
    List<NumberRange> numbers = new ArrayList<>();
    for (YamlItem item : root.items("test-patients")) {
      names.addAll(item.texts("names"));
      String authority = item.text("authority").orElse("");
      if (!authority.isEmpty() && !authorities.contains(authority)) {
        item.mistakeAt(
            "authority",
            "there is no authority `" + authority + "`" + NearestName.hint(authority, authorities));
      }
      for (String text : item.texts("numbers")) {
        numbers.add(range(item, authority, text));
      }
      item.done();
    }
    return new UnrealPatients(temporary, new NamePatterns(names), numbers);
  }

  /** {@code 900000-999999}, {@code TST*}, or one number. */
  private static NumberRange range(YamlItem item, String authority, String text) {
    if (text.endsWith("*")) {
      String beginning = text.substring(0, text.length() - 1);
      if (beginning.isEmpty()) {
        item.mistakeAt("numbers", "`*` alone would make everybody a test patient");
      }
      return new NumberRange(authority, beginning, "");
    }
    Matcher range = RANGE.matcher(text);
    if (!range.matches()) {
      return new NumberRange(authority, text, text);
    }
    String from = range.group(1);
    String to = range.group(2);
    if (from.length() != to.length() || from.compareTo(to) > 0) {
      item.mistakeAt(
          "numbers",
          "`" + text + "` is no range: the first number is not above the last and as long");
    }
    return new NumberRange(authority, from, to);
  }
}
