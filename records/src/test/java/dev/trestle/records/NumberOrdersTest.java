package dev.trestle.records;

import static dev.trestle.records.NumberMovesTest.move;
import static dev.trestle.records.NumberMovesTest.said;
import static dev.trestle.records.NumberMovesTest.visit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.record.RecordApplier.Applied;
import dev.trestle.kernel.record.RecordApplier.Entry;
import dev.trestle.kernel.record.RecordApplier.PatientMerge;
import dev.trestle.kernel.record.RecordApplier.Verdict;
import dev.trestle.kernel.statement.Merge;
import dev.trestle.records.read.Resource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random histories of one number that goes between patients, in several orders of arrival: nothing
 * ever stands in the chart of somebody else. Where the order matters, messages are refused.
 */
class NumberOrdersTest {
  private static final String N = "MR:9";
  private static final List<String> PATIENTS = List.of("MR:1", "MR:2", "MR:3");
  private static final int HISTORIES = 150;
  private static final int ORDERS = 6;

  private Records records = Records.empty();
  private String arrived = "";
  private int accepted;
  private int complete;
  private int refusals;
  private int wholes;
  private int alones;

  /**
   * A message.
   *
   * @param listed the patient's own number in it, or null when it has the number that moves alone
   * @param withNumber whether it has the number that moves
   * @param visit what it charts, or empty
   * @param to of a move: the patient it goes to
   */
  private record Event(
      Say say,
      long time,
      @Nullable String listed,
      boolean withNumber,
      String visit,
      @Nullable String to) {}

  @Test
  void inNoOrderOfArrivalSomethingIsInTheChartOfSomebodyElse() {
    for (int history = 0; history < HISTORIES; history++) {
      Random random = new Random(history);
      List<Event> said = history(random);
      SortedMap<String, Set<String>> expected = null;
      for (int order = 0; order < ORDERS; order++) {
        List<Event> arriving = new ArrayList<>(said);
        if (order > 0) {
          Collections.shuffle(arriving, random);
        }
        SortedMap<String, Set<String>> charts = arrive(arriving, said, random);
        if (charts != null) {
          expected = expected == null ? charts : expected;
          assertThat(charts).as("history %d, order %d", history, order).isEqualTo(expected);
        }
      }
    }
    assertThat(complete).as("orders without a refusal").isGreaterThan(HISTORIES);
    assertThat(accepted).as("orders whose moves were carried out").isGreaterThan(3 * HISTORIES);
    assertThat(refusals).isGreaterThan(HISTORIES / 10);
    assertThat(wholes).as("records that went whole").isGreaterThan(HISTORIES / 10);
    assertThat(alones).as("numbers that went alone").isGreaterThan(HISTORIES / 10);
  }

  /** Where everything is in the end, or null when something was refused. */
  private @Nullable SortedMap<String, Set<String>> arrive(
      List<Event> arriving, List<Event> said, Random random) {
    records = Records.empty();
    List<Applied> applied = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < arriving.size(); i++) {
      entries.add(arriving.get(i).say().entry(said.indexOf(arriving.get(i)) + 1L));
    }
    while (!entries.isEmpty()) {
      List<Entry> batch = entries.subList(0, 1 + random.nextInt(entries.size()));
      applied.addAll(records.apply(List.copyOf(batch)));
      batch.clear();
    }
    Set<Event> refused = new HashSet<>();
    List<PatientMerge> words = new ArrayList<>();
    for (int i = 0; i < applied.size(); i++) {
      words.addAll(applied.get(i).merges());
      if (applied.get(i).verdict() == Verdict.REFUSED) {
        refused.add(arriving.get(i));
      }
    }
    complete += refused.isEmpty() ? 1 : 0;
    refusals += refused.isEmpty() ? 0 : 1;
    wholes += words.isEmpty() ? 0 : 1;
    alones +=
        records.longs("select count(*) from move_decision where rid = 0 and from_rid > 0").get(0)
                > 0
            ? 1
            : 0;
    arrived = String.join(" ", arriving.stream().map(each -> "" + each.time()).toList());
    if (refused.stream().anyMatch(each -> each.to() != null)) {
      return null; // as if it had not come: a person is told, and what it holds waits
    }
    accepted++;
    return check(said, refused, words);
  }

  private @Nullable SortedMap<String, Set<String>> check(
      List<Event> said, Set<Event> refused, List<PatientMerge> words) {
    Map<Long, Set<String>> people = people(words);
    SortedMap<String, Set<String>> charts = new TreeMap<>();
    for (Resource one : records.all()) {
      String visit = one.json().path("identifier").path(0).path("value").asString("");
      if (one.type().equals("Encounter")) {
        Event event =
            said.stream().filter(each -> each.visit().equals(visit)).findFirst().orElseThrow();
        Set<String> in = people.getOrDefault(one.patientRid(), Set.of());
        String whose = event.listed() == null ? owner(said, refused) : event.listed();
        assertThat(in)
            .as("visit %s of %s; %s", visit, event, text(said, refused))
            .isIn(Set.of(), Set.of(whose == null ? "nobody" : whose));
        if (whose != null && !isOnlyFirst(said, refused)) {
          assertThat(in).as("visit %s; %s", visit, text(said, refused)).isNotEmpty();
        }
        assertThat(charts.put(visit, in)).as("once").isNull();
      }
    }
    String number = owner(said, refused);
    long rid = records.patient(N);
    if (rid != 0 && number != null) {
      assertThat(people.getOrDefault(rid, Set.of()))
          .as("the number; %s", text(said, refused))
          .isIn(Set.of(), Set.of(number));
    }
    return refused.isEmpty() ? charts : null;
  }

  /** Which of the patients' own numbers name each record or one that is the same person. */
  private Map<Long, Set<String>> people(List<PatientMerge> words) {
    Map<Set<Long>, PatientMerge> last = new HashMap<>();
    for (PatientMerge word : words) {
      last.merge(
          Set.of(word.survivorRid(), word.retiredRid()),
          word,
          (one, other) ->
              Comparator.comparingLong(PatientMerge::timeMicros)
                          .thenComparing(each -> each.word() == Merge.Word.UNLINKED)
                          .compare(one, other)
                      >= 0
                  ? one
                  : other);
    }
    Map<Long, Set<String>> people = new HashMap<>();
    for (String patient : PATIENTS) {
      Set<Long> same = new HashSet<>(Set.of(records.patient(patient)));
      boolean more = true;
      while (more) {
        more = false;
        for (PatientMerge word : last.values()) {
          Set<Long> pair = Set.of(word.survivorRid(), word.retiredRid());
          boolean touches = pair.stream().anyMatch(same::contains);
          more |= word.word() == Merge.Word.MERGED && touches && same.addAll(pair);
        }
      }
      same.forEach(rid -> people.computeIfAbsent(rid, fresh -> new HashSet<>()).add(patient));
    }
    return people;
  }

  /** Whose the number is by the last move that was carried out, else by who had it first. */
  private static @Nullable String owner(List<Event> said, Set<Event> refused) {
    String owner = null;
    for (Event each : said) {
      boolean first = owner == null && each.withNumber() && each.listed() != null;
      if (!refused.contains(each) && (each.to() != null || first)) {
        owner = each.to() == null ? each.listed() : each.to();
      }
    }
    return owner;
  }

  private static boolean isOnlyFirst(List<Event> said, Set<Event> refused) {
    return said.stream().noneMatch(each -> each.to() != null && !refused.contains(each));
  }

  private String text(List<Event> said, Set<Event> refused) {
    StringBuilder text = new StringBuilder();
    for (Event each : said) {
      text.append(each.time()).append(each.to() == null ? " says " : " moves to " + each.to());
      text.append(each.withNumber() ? " 9 " : " ").append(each.listed()).append(each.visit());
      text.append(refused.contains(each) ? " refused; " : "; ");
    }
    return text.append("in order ").append(arrived).toString();
  }

  private static List<Event> history(Random random) {
    List<Event> said = new ArrayList<>();
    String owner = PATIENTS.get(random.nextInt(PATIENTS.size()));
    boolean charts = random.nextBoolean();
    for (int time = 10; time < 13 + random.nextInt(6); time++) {
      int what = random.nextInt(5);
      String next = PATIENTS.get(random.nextInt(PATIENTS.size()));
      if (what == 0 && !next.equals(owner)) {
        Say say = move(time, next, N, random.nextBoolean() ? owner : null);
        said.add(new Event(say, time, owner, false, "", next));
        owner = next;
      } else {
        boolean number = what < 4;
        boolean alone = number && random.nextBoolean();
        String own = alone ? null : number ? owner : next;
        String[] numbers =
            own == null ? new String[] {N} : number ? new String[] {own, N} : new String[] {own};
        boolean charted = random.nextInt(3) == 0 && (charts || !number);
        String visit = charted ? "V" + time : "";
        Say say = charted ? visit(time, visit, numbers) : said(time, numbers);
        said.add(new Event(say, time, own, number, visit, null));
      }
    }
    return said;
  }
}
