package dev.trestle.app.icd;

import dev.trestle.app.replay.Rest;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.orchestration.feed.FeedMessages;
import dev.trestle.orchestration.feed.FeedMessages.Span;
import dev.trestle.orchestration.journal.JournalEntry;
import dev.trestle.orchestration.journal.JournalReadStore;
import dev.trestle.orchestration.source.Sources;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.BooleanSupplier;

/**
 * What a source of this platform sent last, looked at by the rules of a version of the site. It
 * rests while messages are under way, as a replay does.
 */
public final class Interfaces {
  /** When nothing else is said. */
  public static final int MESSAGES = 2_000;

  /** Messages of one document. */
  public static final int MESSAGES_LIMIT = 100_000;

  private static final int PIECE = 50;

  private final Sources sources;
  private final FeedMessages feeds;
  private final JournalReadStore journal;
  private final BooleanSupplier busy;

  /**
   * @param busy whether messages are under way
   */
  public Interfaces(
      Sources sources, FeedMessages feeds, JournalReadStore journal, BooleanSupplier busy) {
    this.sources = sources;
    this.feeds = feeds;
    this.journal = journal;
    this.busy = busy;
  }

  /** Is told how far it is; what it throws ends the work. */
  public interface Listener {
    void progress(long looked, long of);
  }

  /**
   * Refuses what cannot be looked at, before anything is answered.
   *
   * @throws TrestleException REQUEST_INVALID none or too many messages; SOURCE_UNKNOWN the site has
   *     no such source; NOT_FOUND it never sent anything here
   */
  public Source check(Site site, String source, long messages) {
    if (messages < 1 || messages > MESSAGES_LIMIT || !source.matches("[^/]+/[^/]+")) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID,
          "An interface document is made for a source, HEALTH-SYSTEM/SOURCE, of 1 to "
              + MESSAGES_LIMIT
              + " messages");
    }
    sources.number(source);
    return site.source(SourceName.parse(source))
        .orElseThrow(
            () ->
                new TrestleException(
                    ProblemCode.SOURCE_UNKNOWN, "The site has no source " + source));
  }

  /** Looks at the last messages; repeats are left out. */
  public Traffic look(Site site, String source, long messages, Listener listener) {
    Traffic traffic = new Traffic(check(site, source, messages), site);
    Span span = feeds.last(sources.number(source), messages);
    listener.progress(0, span.entries());
    Rest rest = new Rest(busy);
    long[] looked = new long[1];
    feeds.each(
        span,
        entry -> {
          add(traffic, entry);
          rest.afterWork();
          if (++looked[0] % PIECE == 0) {
            listener.progress(looked[0], span.entries());
          }
        });
    return traffic;
  }

  private void add(Traffic traffic, JournalEntry entry) {
    if (entry.duplicateOf() > 0) {
      return;
    }
    if (entry.bytes() > Source.BIG_MESSAGE_BYTES) {
      traffic.leaveOut();
      return;
    }
    try {
      traffic.add(
          journal.raw(entry),
          entry.type(),
          LocalDate.ofInstant(entry.receivedAt(), ZoneOffset.UTC).toString());
    } catch (TrestleException gone) {
      if (gone.code() == ProblemCode.DATABASE_UNAVAILABLE) {
        throw gone;
      }
      traffic.leaveOut();
    }
  }
}
