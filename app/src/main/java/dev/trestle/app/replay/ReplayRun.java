package dev.trestle.app.replay;

import dev.trestle.app.replay.Replay.Difference;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.orchestration.feed.FeedMessages.Span;
import dev.trestle.orchestration.journal.JournalEntry;
import dev.trestle.orchestration.journal.JournalReadStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** One replay while it runs: counts, places, and the differences that were not written yet. */
final class ReplayRun {
  /** Places that are counted one by one. */
  private static final int PLACES = 500;

  static final String OTHERS = "(other places)";

  /** What differs in one message and is kept. */
  private static final int WHERE = 20;

  /** Messages that differ and are kept one by one; all are counted. */
  static final int KEPT = 1_000;

  private final MessageReplay replay;
  private final JournalReadStore journal;
  private final Site before;
  private final Site after;
  private final long messages;
  private final Map<String, Long> places = new HashMap<>();
  private final List<Difference> unwritten = new ArrayList<>();
  private long looked;
  private long compared;
  private long differ;
  private long repeats;
  private long big;
  private long unreadable;

  ReplayRun(
      MessageReplay replay, JournalReadStore journal, Site before, Site after, List<Span> spans) {
    this.replay = replay;
    this.journal = journal;
    this.before = before;
    this.after = after;
    this.messages = spans.stream().mapToLong(Span::entries).sum();
  }

  void look(JournalEntry entry) {
    looked++;
    if (entry.duplicateOf() > 0) {
      repeats++;
      return;
    }
    if (entry.bytes() > Source.BIG_MESSAGE_BYTES) {
      big++;
      return;
    }
    byte[] raw;
    try {
      raw = journal.raw(entry);
    } catch (TrestleException gone) {
      if (gone.code() == ProblemCode.DATABASE_UNAVAILABLE) {
        throw gone;
      }
      unreadable++;
      return;
    }
    List<Change> changes =
        replay.compare(
            new MessageReplay.Received(entry.source(), entry.type(), raw), before, after);
    compared++;
    if (!changes.isEmpty()) {
      differs(entry, changes);
    }
  }

  /** It could not be compared, by a defect. */
  void failed() {
    unreadable++;
  }

  private void differs(JournalEntry entry, List<Change> changes) {
    differ++;
    Set<String> of = new TreeSet<>();
    changes.forEach(change -> of.add(change.place()));
    of.forEach(this::count);
    if (differ <= KEPT) {
      List<String> where = changes.stream().limit(WHERE).map(Change::where).toList();
      unwritten.add(
          new Difference(
              entry.seq(),
              entry.source().toString(),
              entry.type(),
              where,
              changes.size() - where.size()));
    }
  }

  private void count(String place) {
    boolean room = places.size() < PLACES || places.containsKey(place);
    places.merge(room ? place : OTHERS, 1L, Long::sum);
  }

  /** Gives what was found since the last time. */
  void drain(Consumer<List<Difference>> writer) {
    if (!unwritten.isEmpty()) {
      writer.accept(List.copyOf(unwritten));
      unwritten.clear();
    }
  }

  ReplayCounts counts() {
    return new ReplayCounts(messages, looked, compared, differ, repeats, big, unreadable);
  }

  /** Most messages first. */
  List<Replay.Place> places() {
    return sorted(places);
  }

  /** Most messages first. */
  static List<Replay.Place> sorted(Map<String, Long> places) {
    return places.entrySet().stream()
        .map(each -> new Replay.Place(each.getKey(), each.getValue()))
        .sorted(
            Comparator.comparingLong(Replay.Place::messages)
                .reversed()
                .thenComparing(Replay.Place::place))
        .toList();
  }
}
