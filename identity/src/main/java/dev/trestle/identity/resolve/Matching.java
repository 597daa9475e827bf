package dev.trestle.identity.resolve;

import dev.trestle.identity.match.Assessment;
import dev.trestle.identity.match.Comparison;
import dev.trestle.identity.match.IdentityWeight;
import dev.trestle.identity.match.Matcher;
import dev.trestle.identity.match.Matcher.Opened;
import dev.trestle.identity.match.Waterfall;
import dev.trestle.identity.match.WhatIf;
import dev.trestle.identity.match.WhatIf.Outcome;
import dev.trestle.identity.resolve.SourceRecordStore.Sealed;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.databind.JsonNode;

/** Compares on demand, with the present model and what the index says now. Writes nothing. */
public final class Matching {
  /** More candidates than this are not scored: those under the rarest keys are. */
  static final int MOST_CANDIDATES = 500;

  /** No record has it. */
  private static final long ASKED = -1;

  private final Jdbi jdbi;
  private final Supplier<Matcher> matcher;

  Matching(Jdbi jdbi, Supplier<Matcher> matcher) {
    this.jdbi = jdbi;
    this.matcher = matcher;
  }

  /** Evidence as people read it, by the present model. */
  public Waterfall waterfall(Assessment seen) {
    return Waterfall.of(matcher.get().model(), seen);
  }

  /** What two records of this evidence come to, as far as it depends on them alone. */
  public Outcome outcome(Assessment seen) {
    return WhatIf.outcome(matcher.get().model(), seen);
  }

  /**
   * What two records come to now.
   *
   * @return empty when one of them is not resolved yet or takes no part in comparing
   */
  public Optional<Assessment> explain(long firstRid, long secondRid) {
    Matcher now = matcher.get();
    List<Opened> both = open(now, List.of(firstRid, secondRid));
    return both.size() < 2 ? Optional.empty() : now.comparison(both).assess(firstRid, secondRid);
  }

  /**
   * What two Patients come to, stored or not; patient data.
   *
   * @return empty when one of them takes no part in comparing
   */
  public Optional<Assessment> assess(JsonNode first, JsonNode second) {
    Matcher now = matcher.get();
    return now.comparison(List.of(now.asked(0, first), now.asked(1, second))).assess(0, 1);
  }

  /**
   * A record that may be somebody.
   *
   * @param outcome what would be done with the two, had somebody a record
   */
  public record Candidate(long rid, UUID id, Assessment assessment, Outcome outcome) {}

  /**
   * Who somebody may be, most probable first; equal ones by id.
   *
   * @param least probability that a candidate has at least
   */
  public List<Candidate> candidates(JsonNode patient, double least) {
    Matcher now = matcher.get();
    Opened asked = now.asked(ASKED, patient);
    List<Sealed> rows =
        read(
            handle ->
                new SourceRecordStore(handle)
                    .sealed(new BlockStore(handle).candidates(now.blocks(asked), MOST_CANDIDATES)));
    List<Opened> opened = new ArrayList<>(List.of(asked));
    rows.forEach(row -> opened.add(now.open(row.rid(), row.traits())));
    Comparison comparison = now.comparison(opened);
    List<Candidate> found = new ArrayList<>();
    for (Sealed row : rows) {
      comparison
          .assess(ASKED, row.rid(), least)
          .ifPresent(
              seen ->
                  found.add(
                      new Candidate(
                          row.rid(),
                          row.id(),
                          seen,
                          WhatIf.outcome(now.model(), seen.ofNoHealthSystem()))));
    }
    found.sort(
        Comparator.<Candidate>comparingDouble(one -> -one.assessment().posterior())
            .thenComparing(Candidate::id));
    return found;
  }

  /** How much a Patient that is asked with says of who it is. */
  public IdentityWeight weight(JsonNode patient) {
    return matcher.get().weight(patient);
  }

  private List<Opened> open(Matcher now, Collection<Long> rids) {
    return read(handle -> new SourceRecordStore(handle).sealed(rids)).stream()
        .map(row -> now.open(row.rid(), row.traits()))
        .toList();
  }

  private List<Sealed> read(HandleCallback<List<Sealed>, SQLException> rows) {
    try {
      return jdbi.withHandle(rows);
    } catch (SQLException e) {
      throw new IllegalStateException("the index could not be read", e);
    }
  }
}
