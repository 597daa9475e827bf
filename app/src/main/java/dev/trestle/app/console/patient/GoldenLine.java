package dev.trestle.app.console.patient;

import dev.trestle.app.person.GoldenPersons.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * One value of a person's golden record; patient data.
 *
 * @param title of the element; for one of several with what it is for
 * @param element as the golden record names it
 * @param value as people write it
 * @param verified whether somebody verified it
 * @param from records that have it
 * @param others what other records say
 */
record GoldenLine(
    String title,
    String element,
    String value,
    boolean verified,
    List<String> from,
    List<Other> others) {
  GoldenLine {
    from = List.copyOf(from);
    others = List.copyOf(others);
  }

  /**
   * A value that is not shown.
   *
   * @param because why, a few words
   */
  record Other(String value, boolean verified, List<String> from, String because) {
    @Override
    public String toString() {
      return "Other[" + because + "]";
    }
  }

  /** A value that somebody can verify. */
  record Option(String record, String element, String text, boolean verified) {
    @Override
    public String toString() {
      return "Option[" + element + "]";
    }
  }

  /** Where records differ: what each says. */
  static List<Option> options(List<GoldenLine> lines) {
    List<Option> options = new ArrayList<>();
    for (GoldenLine line : lines) {
      if (!line.others().isEmpty()) {
        options.add(
            new Option(
                line.from().get(0), line.element(), line.label(line.value()), line.verified()));
        for (Other other : line.others()) {
          options.add(
              new Option(
                  other.from().get(0),
                  line.element(),
                  line.label(other.value()),
                  other.verified()));
        }
      }
    }
    return options;
  }

  private String label(String of) {
    return title + ": " + of;
  }

  static List<GoldenLine> of(Known known) {
    return known.golden().choices().stream()
        .map(
            choice ->
                new GoldenLine(
                    named(choice.element()),
                    choice.element(),
                    text(choice.element(), choice.value()),
                    choice.verified(),
                    ids(choice.from()),
                    choice.alternatives().stream()
                        .map(
                            one ->
                                new Other(
                                    text(choice.element(), one.value()),
                                    one.verified(),
                                    ids(one.from()),
                                    because(one.lostBy())))
                        .toList()))
        .toList();
  }

  private static String text(String element, JsonNode value) {
    return PatientText.of(element.split(" ", 2)[0], value);
  }

  /** Of an extension the last part of its address. */
  private static String named(String element) {
    return element.startsWith("extension ") ? PatientText.shortened(element) : element;
  }

  private static List<String> ids(List<UUID> ids) {
    return ids.stream().map(UUID::toString).toList();
  }

  private static String because(String lostBy) {
    return switch (lostBy) {
      case "verified" -> "the shown one is verified";
      case "known" -> "a placeholder";
      case "standing" -> "of a record that is retired or an alias";
      case "authority" -> "said by a feed of less authority";
      case "recency" -> "said earlier";
      case "frequency" -> "in fewer records";
      case "completeness" -> "says less";
      default -> "nothing decides";
    };
  }

  @Override
  public String toString() {
    return "GoldenLine[" + title + "]";
  }
}
