package dev.trestle.identity.match;

import dev.trestle.identity.people.Place;
import dev.trestle.identity.people.Traits;
import dev.trestle.identity.standard.BirthDates;
import dev.trestle.identity.standard.FullName;
import java.util.ArrayList;
import java.util.List;

/**
 * A subject as text, to be sealed: one line for each value, a letter first, cells between tabs. It
 * also reads what releases before the linking model wrote, in which a line began with {@code T}:
 * after an upgrade records are opened before they were written anew.
 */
final class SubjectText {
  private static final String LINE = "\n";
  private static final String CELL = "\t";
  private static final String LISTS = "MXGSIPEFRH";

  private SubjectText() {}

  static String of(Subject subject) {
    StringBuilder out = new StringBuilder();
    line(
        out,
        "V",
        Integer.toString(subject.standing().number()),
        Integer.toString(subject.birthOrder()));
    Traits traits = subject.traits();
    traits
        .names()
        .forEach(
            name ->
                line(
                    out,
                    "N",
                    name.family(),
                    String.join(" ", name.parts()),
                    name.given(),
                    name.suffix()));
    traits.dates().forEach(date -> line(out, "B", Integer.toString(date)));
    traits
        .places()
        .forEach(place -> line(out, "A", place.street(), place.zip(), place.city(), place.state()));
    List<List<String>> lists = lists(subject);
    for (int i = 0; i < lists.size(); i++) {
      String letter = LISTS.substring(i, i + 1);
      lists.get(i).forEach(value -> line(out, letter, value));
    }
    return out.toString();
  }

  private static List<List<String>> lists(Subject subject) {
    Traits traits = subject.traits();
    return List.of(
        traits.middles(),
        traits.suffixes(),
        traits.sexes(),
        traits.numbers(),
        traits.identifiers(),
        traits.phones(),
        traits.emails(),
        traits.mothers(),
        subject.shared(),
        subject.healthSystems());
  }

  private static void line(StringBuilder out, String... cells) {
    out.append(String.join(CELL, cells)).append(LINE);
  }

  /** Reads {@link #of}. */
  static Subject parse(String text) {
    boolean before = text.startsWith("T");
    Standing standing = Standing.EMPTY;
    int birthOrder = 0;
    List<FullName> names = new ArrayList<>();
    List<Integer> dates = new ArrayList<>();
    List<Place> places = new ArrayList<>();
    List<List<String>> lists = new ArrayList<>();
    for (int i = 0; i < LISTS.length(); i++) {
      lists.add(new ArrayList<>());
    }
    for (String line : text.split(LINE)) {
      String[] cells = line.split(CELL, -1);
      switch (cells[0]) {
        case "V" -> {
          standing = Standing.of(Integer.parseInt(cells[1]));
          birthOrder = Integer.parseInt(cells[2]);
        }
        case "T" -> {
          standing = Standing.of(Integer.parseInt(cells[1]));
          birthOrder = Integer.parseInt(cells[4]);
          if (!cells[2].isEmpty()) {
            dates.add(BirthDates.packed(cells[2]));
          }
          if (!cells[3].isEmpty()) {
            lists.get(LISTS.indexOf('G')).add(cells[3]);
          }
        }
        case "N" ->
            names.add(new FullName(cells[1], List.of(cells[2].split(" ")), cells[3], cells[4]));
        case "B" -> dates.add(Integer.parseInt(cells[1]));
        case "A" -> places.add(place(cells));
        default -> lists.get(LISTS.indexOf(letter(cells[0], before))).add(cells[1]);
      }
    }
    return new Subject(
        standing,
        traits(names, dates, places, lists),
        lists.get(LISTS.indexOf('R')),
        lists.get(LISTS.indexOf('H')),
        birthOrder);
  }

  private static Place place(String[] cells) {
    return cells.length > 3
        ? new Place(cells[1], cells[2], cells[3], cells[4])
        : new Place(cells[1], cells[2], "", "");
  }

  /** {@code I} was the identifiers of shared authorities. */
  private static String letter(String letter, boolean before) {
    return before && letter.equals("I") ? "R" : letter;
  }

  private static Traits traits(
      List<FullName> names, List<Integer> dates, List<Place> places, List<List<String>> lists) {
    return new Traits(
        names,
        lists.get(LISTS.indexOf('M')),
        lists.get(LISTS.indexOf('X')),
        dates,
        lists.get(LISTS.indexOf('G')),
        lists.get(LISTS.indexOf('S')),
        lists.get(LISTS.indexOf('I')),
        places,
        lists.get(LISTS.indexOf('P')),
        lists.get(LISTS.indexOf('E')),
        lists.get(LISTS.indexOf('F')));
  }
}
