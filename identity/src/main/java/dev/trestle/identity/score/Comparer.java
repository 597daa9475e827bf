package dev.trestle.identity.score;

import dev.trestle.identity.compare.DateLevels;
import dev.trestle.identity.compare.NameLevel;
import dev.trestle.identity.compare.Texts;
import dev.trestle.identity.people.PeopleTable;
import dev.trestle.identity.standard.Nicknames;
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

  private final PeopleTable table;
  private final Nicknames nicknames;
  private final List<BitSet> generic;

  /**
   * @param generic values of each field that too many hold: they say nothing
   */
  public Comparer(PeopleTable table, Nicknames nicknames, List<BitSet> generic) {
    this.table = table;
    this.nicknames = nicknames;
    this.generic = List.copyOf(generic);
  }

  /** Fills a pairing with what two people have in common. */
  public void compare(int a, int b, Pairing pairing) {
    for (int field = 0; field < pairing.levels.length; field++) {
      compare(field, a, b, pairing);
    }
  }

  /** The best level over all values of both. */
  private void compare(int field, int a, int b, Pairing pairing) {
    int best = Pairing.NOTHING;
    int mine = table.count(field, a);
    int theirs = table.count(field, b);
    for (int i = 0; i < mine; i++) {
      int first = table.value(field, a, i);
      for (int j = 0; j < theirs && best != 0; j++) {
        int second = table.value(field, b, j);
        if (generic.get(field).get(first) || generic.get(field).get(second)) {
          continue;
        }
        int level = level(field, first, second);
        if (level >= 0 && (best < 0 || level < best)) {
          best = level;
          pairing.firsts[field] = first;
          pairing.seconds[field] = second;
        }
      }
    }
    pairing.levels[field] = best;
  }

  private int level(int field, int a, int b) {
    return switch (table.field(field)) {
      case NAME -> name(a, b);
      case BIRTH_DATE -> DateLevels.level(table.date(a), table.date(b));
      case ADDRESS -> PlaceLevels.level(table, a, b);
      case SEX, SUFFIX -> a == b ? 0 : 1;
      case MIDDLE -> a == b ? 0 : middle(table.text(field, a), table.text(field, b));
      case SSN -> a == b ? 0 : number(table.text(field, a), table.text(field, b));
      case IDENTIFIER -> a == b ? 0 : identifier(table.text(field, a), table.text(field, b));
      case PHONE ->
          a == b ? 0 : Texts.isOneEdit(table.text(field, a), table.text(field, b)) ? 1 : 2;
      case EMAIL -> a == b ? 0 : email(table.text(field, a), table.text(field, b));
      case MOTHER ->
          a == b ? 0 : Texts.likeness(table.text(field, a), table.text(field, b)) >= ALIKE ? 1 : 2;
      case OTHER -> a == b ? 0 : other(table.text(field, a), table.text(field, b));
    };
  }

  private int name(int a, int b) {
    var first = table.name(a);
    var second = table.name(b);
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
