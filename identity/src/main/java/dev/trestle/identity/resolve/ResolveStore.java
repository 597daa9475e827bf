package dev.trestle.identity.resolve;

import dev.trestle.identity.link.PartitionStore;
import dev.trestle.identity.link.SealedNotes;
import dev.trestle.identity.match.Matcher;
import dev.trestle.identity.match.Matcher.Opened;
import dev.trestle.identity.match.Matcher.Profile;
import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.resolve.HeadStore.Head;
import dev.trestle.identity.review.ReviewStore;
import dev.trestle.kernel.record.PatientChanges;
import dev.trestle.kernel.record.PatientChanges.PatientVersion;
import dev.trestle.kernel.sealing.Sealer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The rounds of the resolver, each one transaction with the cursor in it. */
final class ResolveStore {
  private static final String COUNTS =
      """
      select (select count(*) from source_record) as records,
             (select count(*) from source_record where person is not null) as linked,
             (select count(*) from identity_again) as again
      """;

  private final Jdbi jdbi;
  private final PatientChanges patients;
  private final SealedNotes notes;
  private final OpenedRecords known = new OpenedRecords();
  private volatile Duration behind = Duration.ZERO;

  ResolveStore(DataSource database, PatientChanges patients, Sealer sealer) {
    this.jdbi = Jdbi.create(database);
    this.patients = patients;
    this.notes = new SealedNotes(sealer);
  }

  /**
   * One round.
   *
   * @param limit most Patients, and most of everything else
   * @return how much there was to do; 0: all is done
   */
  int round(Matcher matcher, int limit) throws SQLException {
    Head head = jdbi.withHandle(HeadStore::read);
    boolean anew = !head.method().equals(matcher.method());
    Head from = anew ? new Head(0, head.mergeId(), matcher.method()) : head;
    // Read and hashed before the lock: decisions of people wait for it.
    List<PatientVersion> changed = patients.after(from.lastUpdatedMicros(), limit);
    if (changed.isEmpty() && !anew && !jdbi.withHandle(HeadStore::more)) {
      behind = Duration.ZERO;
      return 0;
    }
    List<Profile> profiles = new ArrayList<>(changed.size());
    changed.forEach(patient -> profiles.add(matcher.profile(patient)));
    long seen =
        changed.isEmpty()
            ? from.lastUpdatedMicros()
            : changed.get(changed.size() - 1).lastUpdatedMicros();
    Done done =
        jdbi.inTransaction(
            handle -> {
              PartitionStore.lock(handle);
              if (!HeadStore.read(handle).equals(head)) {
                return new Done(null, List.of(), 1); // Another process was faster: look again.
              }
              known.begin(head);
              Round.Result result =
                  new Round(handle, matcher, notes, known).run(profiles, from.mergeId(), limit);
              Head next = new Head(seen, result.mergeId(), matcher.method());
              if (!next.equals(head)) {
                HeadStore.move(handle, next);
              }
              int merged = result.mergeId() > head.mergeId() ? 1 : 0;
              return new Done(next, result.opened(), changed.size() + result.compared() + merged);
            });
    behind = changed.size() < limit ? Duration.ZERO : age(seen);
    if (done.head() != null) {
      known.committed(done.head(), done.opened());
    }
    return done.work();
  }

  Matching matching(Supplier<Matcher> matcher) {
    return new Matching(jdbi, matcher);
  }

  Workbench workbench(Function<LinkModel, Matcher> matchers) {
    return new Workbench(jdbi, matchers);
  }

  static long records(Handle handle) {
    return handle.createQuery("select count(*) from source_record").mapTo(Long.class).one();
  }

  private static Duration age(long micros) {
    Duration age = Duration.between(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), Instant.now());
    return age.isNegative() ? Duration.ZERO : age;
  }

  /** How old the Patient is that was looked at last; zero when all were. */
  Duration behind() {
    return behind;
  }

  /** What a transaction came to; without a head it did nothing. */
  private record Done(@Nullable Head head, Collection<Opened> opened, int work) {}

  /**
   * What there is.
   *
   * @param records source records
   * @param linked of them, those that share a person
   * @param again records that wait to be compared again
   * @param reviews open reviews
   * @param fullBlocks keys that too many records share
   */
  record Counts(long records, long linked, long again, long reviews, long fullBlocks) {}

  Counts counts() {
    return jdbi.withHandle(ResolveStore::counts);
  }

  private static Counts counts(Handle handle) {
    long reviews = ReviewStore.countOpen(handle);
    long full = BlockStore.countFull(handle);
    return handle
        .createQuery(COUNTS)
        .map(
            (row, context) ->
                new Counts(
                    row.getLong("records"),
                    row.getLong("linked"),
                    row.getLong("again"),
                    reviews,
                    full))
        .one();
  }
}
