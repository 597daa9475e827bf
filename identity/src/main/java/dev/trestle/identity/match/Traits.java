package dev.trestle.identity.match;

import dev.trestle.identity.standard.FullName;
import java.util.ArrayList;
import java.util.List;

/**
 * What is compared of a Patient: normalised, without placeholders, each list in a fixed order. Two
 * Patients with equal traits are not told apart.
 *
 * @param standing whether it takes part
 * @param names current and former ones
 * @param birthDate {@code YYYY-MM-DD}, or empty
 * @param sex {@code F}, {@code M}, or empty
 * @param numbers valid social security numbers, nine digits
 * @param homes addresses
 * @param phones ten digits
 * @param emails lower case
 * @param shared {@code system|value} of identifiers of shared authorities
 * @param healthSystems who assigned its own identifiers
 * @param birthOrder of twins, 0 for others
 */
record Traits(
    Standing standing,
    List<FullName> names,
    String birthDate,
    String sex,
    List<String> numbers,
    List<Home> homes,
    List<String> phones,
    List<String> emails,
    List<String> shared,
    List<String> healthSystems,
    int birthOrder) {
  private static final String LINE = "\n";
  private static final String CELL = "\t";

  Traits {
    names = List.copyOf(names);
    numbers = List.copyOf(numbers);
    homes = List.copyOf(homes);
    phones = List.copyOf(phones);
    emails = List.copyOf(emails);
    shared = List.copyOf(shared);
    healthSystems = List.copyOf(healthSystems);
  }

  /** The traits of a record that cannot be read. */
  static Traits none(Standing standing) {
    List<String> nothing = List.of();
    return new Traits(
        standing, List.of(), "", "", nothing, List.of(), nothing, nothing, nothing, nothing, 0);
  }

  /** As text: one line for each value, without tabs or line feeds in values. */
  String text() {
    StringBuilder out = new StringBuilder();
    line(out, "T", Integer.toString(standing.number()), birthDate, sex, "" + birthOrder);
    names.forEach(
        name ->
            line(
                out,
                "N",
                name.family(),
                String.join(" ", name.parts()),
                name.given(),
                name.suffix()));
    numbers.forEach(value -> line(out, "S", value));
    homes.forEach(home -> line(out, "A", home.street(), home.zip()));
    phones.forEach(value -> line(out, "P", value));
    emails.forEach(value -> line(out, "E", value));
    shared.forEach(value -> line(out, "I", value));
    healthSystems.forEach(value -> line(out, "H", value));
    return out.toString();
  }

  private static void line(StringBuilder out, String... cells) {
    out.append(String.join(CELL, cells)).append(LINE);
  }

  /** Reads {@link #text()}. */
  static Traits parse(String text) {
    Standing standing = Standing.EMPTY;
    String birthDate = "";
    String sex = "";
    int birthOrder = 0;
    List<FullName> names = new ArrayList<>();
    List<Home> homes = new ArrayList<>();
    List<List<String>> lists = new ArrayList<>();
    String kinds = "SPEIH";
    for (int i = 0; i < kinds.length(); i++) {
      lists.add(new ArrayList<>());
    }
    for (String line : text.split(LINE)) {
      String[] cells = line.split(CELL, -1);
      switch (cells[0]) {
        case "T" -> {
          standing = Standing.of(Integer.parseInt(cells[1]));
          birthDate = cells[2];
          sex = cells[3];
          birthOrder = Integer.parseInt(cells[4]);
        }
        case "N" ->
            names.add(new FullName(cells[1], List.of(cells[2].split(" ")), cells[3], cells[4]));
        case "A" -> homes.add(new Home(cells[1], cells[2]));
        default -> lists.get(kinds.indexOf(cells[0])).add(cells[1]);
      }
    }
    return new Traits(
        standing,
        names,
        birthDate,
        sex,
        lists.get(0),
        homes,
        lists.get(1),
        lists.get(2),
        lists.get(3),
        lists.get(4),
        birthOrder);
  }

  @Override
  public String toString() {
    return "Traits[" + standing + "]";
  }
}
