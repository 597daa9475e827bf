package dev.trestle.identity.score;

import dev.trestle.identity.people.PeopleTable;

/** Counted in memory, person by person. */
public final class MemberHolders implements Holders {
  private final PeopleTable table;
  private final int[][] members;

  /**
   * @param members the records of each person
   */
  public MemberHolders(PeopleTable table, int[][] members) {
    this.table = table;
    this.members = members;
  }

  @Override
  public int people(int field) {
    int people = 0;
    for (int[] records : members) {
      boolean has = false;
      for (int record : records) {
        has |= table.count(field, record) > 0;
      }
      people += has ? 1 : 0;
    }
    return people;
  }

  @Override
  public int[] of(int field, int[] terms, int most) {
    int[] holders = new int[most + 1];
    int[] last = new int[most + 1];
    for (int person = 0; person < members.length; person++) {
      for (int record : members[person]) {
        for (int i = 0; i < table.count(field, record); i++) {
          int value = table.value(field, record, i);
          int term = terms.length == 0 ? value : terms[value];
          if (term > 0 && last[term] != person + 1) {
            last[term] = person + 1;
            holders[term]++;
          }
        }
      }
    }
    return holders;
  }
}
