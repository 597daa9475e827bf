package dev.trestle.identity.match;

import dev.trestle.identity.compare.Texts;
import dev.trestle.identity.people.Place;
import dev.trestle.identity.people.Traits;
import dev.trestle.identity.standard.FullName;
import dev.trestle.identity.standard.Nicknames;
import dev.trestle.kernel.sealing.KeyedHash;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The keys under which a record is looked for: two records are compared when they share one. Each
 * is a keyed hash, so that the index holds no name and no number.
 */
final class BlockKeys {
  /** Keys of one record; a Patient with more names and telephones is found by the first ones. */
  static final int RECORD_KEYS = 32;

  private final KeyedHash hash;
  private final Nicknames nicknames;

  BlockKeys(KeyedHash hash, Nicknames nicknames) {
    this.hash = hash;
    this.nicknames = nicknames;
  }

  /** In ascending order, without repeats; none for a record that is not compared. */
  List<Long> of(Subject subject) {
    if (subject.standing() != Standing.COMPARABLE) {
      return List.of();
    }
    Traits traits = subject.traits();
    List<List<String>> keys = new ArrayList<>();
    traits.numbers().forEach(number -> keys.add(List.of("ssn", number)));
    subject.shared().forEach(identifier -> keys.add(List.of("shared", identifier)));
    traits.phones().forEach(phone -> keys.add(List.of("phone", phone)));
    traits.emails().forEach(email -> keys.add(List.of("email", email)));
    for (FullName name : traits.names()) {
      nameKeys(traits, name, keys);
    }
    TreeSet<Long> hashed = new TreeSet<>();
    keys.stream().distinct().limit(RECORD_KEYS).forEach(key -> hashed.add(hash.hash64(key)));
    return List.copyOf(hashed);
  }

  private void nameKeys(Traits traits, FullName name, List<List<String>> keys) {
    String family = Texts.soundex(name.family());
    for (String root : nicknames.roots(name.given())) {
      String given = Texts.soundex(root);
      for (int date : traits.dates()) {
        String born = text(date);
        // Either letter: swapped names meet, and so do those of whom one name changed.
        letter(family).forEach(letter -> keys.add(List.of("day", born, letter)));
        letter(given).forEach(letter -> keys.add(List.of("day", born, letter)));
        if (!family.isEmpty() && !given.isEmpty()) {
          List<String> both = new ArrayList<>(new TreeSet<>(List.of(family, given)));
          keys.add(List.of("year", born.substring(0, 4), String.join("+", both)));
        }
      }
      for (Place home : traits.places()) {
        if (!home.zip().isEmpty() && !family.isEmpty() && !given.isEmpty()) {
          keys.add(List.of("zip", home.zip(), family, given.substring(0, 1)));
        }
      }
    }
  }

  /** The keys of records that are stored already were made of dates in this form. */
  private static String text(int date) {
    String digits = Integer.toString(date);
    return digits.substring(0, 4) + "-" + digits.substring(4, 6) + "-" + digits.substring(6);
  }

  private static List<String> letter(String code) {
    return code.isEmpty() ? List.of() : List.of(code.substring(0, 1));
  }
}
