package dev.trestle.identity.score;

import dev.trestle.identity.compare.DateLevels;
import dev.trestle.identity.compare.NameLevel;
import dev.trestle.identity.compare.Texts;
import dev.trestle.identity.people.Field;
import dev.trestle.identity.people.People;
import dev.trestle.identity.people.Row;
import dev.trestle.identity.standard.FullName;
import dev.trestle.identity.standard.Nicknames;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Compares two people of a table, field by field. Symmetric. Thread-safe. */
public final class Comparer {
  private static final double ALIKE = 0.9;
  private static final double LOCAL_ALIKE = 0.88;
  private static final int EMAIL_EDITS = 2;
  private static final int LAST = 4;
  private static final int LONG_NUMBER = 7;
  private static final int LONG_WORD = 4;

  private final People people;
  private final Nicknames nicknames;
  private final Field[] kinds;
  private final BitSet[] generic;

  /**
   * @param generic values of each field that too many hold: they say nothing
   */
  public Comparer(People people, Nicknames nicknames, List<BitSet> generic) {
    this.people = people;
    this.nicknames = nicknames;
    this.kinds = new Field[people.fieldCount()];
    Arrays.setAll(kinds, people::field);
    this.generic = generic.toArray(BitSet[]::new);
  }

  /** Fills a pairing with what two people have in common. */
  public void compare(int a, int b, Pairing pairing) {
    pairing.of(people, a, b);
    Row first = pairing.first();
    Row second = pairing.second();
    for (int field = 0; field < pairing.levels.length; field++) {
      compare(field, first, second, pairing);
    }
  }

  /** The best level over all values of both. */
  private void compare(int field, Row mine, Row theirs, Pairing pairing) {
    int count = mine.count(field);
    int others = count == 0 ? 0 : theirs.count(field);
    int best = Pairing.NOTHING;
    if (others == 0) {
      pairing.levels[field] = best;
      return;
    }
    Field kind = kinds[field];
    BitSet many = generic[field];
    for (int i = 0; i < count; i++) {
      int first = mine.value(field, i);
      for (int j = 0; j < others && best != 0; j++) {
        int second = theirs.value(field, j);
        if (many.get(first) || many.get(second)) {
          continue;
        }
        int level =
            switch (kind) {
              case NAME -> name(mine.name(i), theirs.name(j));
              case BIRTH_DATE -> DateLevels.level(mine.date(i), theirs.date(j));
              case ADDRESS -> PlaceLevels.level(mine.place(i), theirs.place(j));
              case SEX, SUFFIX -> first == second ? 0 : 1;
              default ->
                  first == second ? 0 : level(kind, mine.text(field, i), theirs.text(field, j));
            };
        if (level >= 0 && (best < 0 || level < best)) {
          best = level;
          pairing.firsts[field] = first;
          pairing.seconds[field] = second;
          pairing.firstPlaces[field] = i;
          pairing.secondPlaces[field] = j;
        }
      }
    }
    pairing.levels[field] = best;
  }

  /** Of two texts that are not equal. */
  private static int level(Field kind, String a, String b) {
    return switch (kind) {
      case MIDDLE -> middle(a, b);
      case SSN -> number(a, b);
      case IDENTIFIER -> identifier(a, b);
      case PHONE -> Texts.isOneEdit(a, b) ? 1 : 2;
      case EMAIL -> email(a, b);
      case MOTHER -> Texts.likeness(a, b) >= ALIKE ? 1 : 2;
      case OTHER -> other(a, b);
      default -> throw new IllegalArgumentException(kind.word() + " has no texts");
    };
  }

  private int name(FullName first, FullName second) {
    if (first.isWhole() && second.isWhole()) {
      return NameLevel.of(first, second, nicknames).index();
    }
    boolean comparable =
        (!first.family().isEmpty() && !second.family().isEmpty())
            || (!first.given().isEmpty() && !second.given().isEmpty());
    NameLevel level = NameLevel.ofParts(first, second, nicknames);
    return comparable || level != NameLevel.PART_DIFFERENT ? level.index() : Pairing.NOTHING;
  }

  private static int middle(String a, String b) {
    boolean initial = (a.length() == 1 && b.startsWith(a)) || (b.length() == 1 && a.startsWith(b));
    return initial ? 1 : Texts.likeness(a, b) >= ALIKE ? 0 : 2;
  }

  private static int number(String a, String b) {
    if (Texts.isOneEdit(a, b)) {
      return 1;
    }
    boolean longs = Math.min(a.length(), b.length()) >= LONG_NUMBER;
    return longs && a.regionMatches(a.length() - LAST, b, b.length() - LAST, LAST) ? 2 : 3;
  }

  private static int identifier(String a, String b) {
    int system = a.indexOf('|') + 1;
    if (!a.regionMatches(0, b, 0, system)) {
      return Pairing.NOTHING;
    }
    return Texts.isOneEdit(a, b) ? 1 : 2;
  }

  private static int email(String a, String b) {
    if (Texts.edits(a, b, EMAIL_EDITS) <= EMAIL_EDITS) {
      return 1;
    }
    String mine = a.substring(0, a.indexOf('@'));
    String theirs = b.substring(0, b.indexOf('@'));
    return Texts.likeness(mine, theirs) >= LOCAL_ALIKE ? 2 : 3;
  }

  private static int other(String a, String b) {
    if (Texts.likeness(a, b) >= ALIKE) {
      return 1;
    }
    return sharesWord(a, b) ? 2 : 3;
  }

  private static boolean sharesWord(String a, String b) {
    for (int start = 0; start < a.length(); ) {
      int end = a.indexOf(' ', start);
      end = end < 0 ? a.length() : end;
      if (end - start >= LONG_WORD && holds(b, a, start, end)) {
        return true;
      }
      start = end + 1;
    }
    return false;
  }

  private static boolean holds(String text, String other, int start, int end) {
    int length = end - start;
    for (int at = 0; at + length <= text.length(); at++) {
      boolean isWord =
          (at == 0 || text.charAt(at - 1) == ' ')
              && (at + length == text.length() || text.charAt(at + length) == ' ');
      if (isWord && text.regionMatches(at, other, start, length)) {
        return true;
      }
    }
    return false;
  }
}
