package dev.trestle.sandbox.hospital;

import dev.trestle.sandbox.dialect.HospitalProfile;
import dev.trestle.sandbox.registration.Truth;
import dev.trestle.sandbox.seed.Draw;
import java.time.Instant;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * One simulated hospital: an endless sequence of messages in the order in which they are sent, of
 * all its feeds. The same profile, truth, seed and pace give the same bytes. Not thread-safe.
 */
public final class Hospital implements Iterator<SimulatedMessage> {
  private static final long HOSPITAL = 11;
  private static final long ADT_FEED = 12;
  private static final long LAB_FEED = 13;

  private final HospitalProfile profile;
  private final Pace pace;
  private final Draw draw;
  private final Chart chart;
  private final Episodes episodes;
  private final Agenda<Episodes.Step> agenda = new Agenda<>();
  private final Agenda<SimulatedMessage> outbox = new Agenda<>();
  private Instant nextEpisode;

  /**
   * @param seed of what happens; the people come from the truth's own seed
   */
  public Hospital(HospitalProfile profile, Truth truth, long seed, Pace pace) {
    long name = 0;
    for (int i = 0; i < profile.id().length(); i++) {
      name = name * 31 + profile.id().charAt(i);
    }
    this.profile = profile;
    this.pace = pace;
    this.draw = Draw.of(seed, HOSPITAL, name);
    this.chart = new Chart(profile, truth, draw);
    FeedLine adt = new FeedLine(profile, profile.adt(), Draw.of(seed, ADT_FEED, name), outbox);
    FeedLine lab = new FeedLine(profile, profile.lab(), Draw.of(seed, LAB_FEED, name), outbox);
    this.episodes =
        new Episodes(profile, chart, agenda, new RegistrationDesk(adt), new Laboratory(lab), draw);
    this.nextEpisode = pace.start();
  }

  public HospitalProfile profile() {
    return profile;
  }

  /** Always true: there is always another patient. */
  @Override
  public boolean hasNext() {
    return true;
  }

  /** Lets virtual time pass until a message is sent. */
  @Override
  public SimulatedMessage next() {
    while (!ready()) {
      Instant due = agenda.next();
      if (due != null && !due.isAfter(nextEpisode)) {
        agenda.take().happen(due);
      } else {
        episodes.begin(chart.choose(pace.newPatients()), nextEpisode);
        nextEpisode = nextEpisode.plus(draw.waiting(pace.betweenEpisodes()));
      }
    }
    return outbox.take();
  }

  /** Whether nothing that is still to happen can come before the first message of the outbox. */
  private boolean ready() {
    Instant first = outbox.next();
    return first != null && before(first, agenda.next()) && before(first, nextEpisode);
  }

  private static boolean before(Instant first, @Nullable Instant other) {
    return other == null || first.isBefore(other);
  }

  /** The rest of the sequence as an endless stream. */
  public Stream<SimulatedMessage> messages() {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }
}
