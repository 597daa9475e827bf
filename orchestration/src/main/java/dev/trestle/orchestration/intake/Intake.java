package dev.trestle.orchestration.intake;

import dev.trestle.kernel.message.Dialect;
import dev.trestle.kernel.message.Header;
import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.ClientIdentity;
import dev.trestle.kernel.site.Environment;
import dev.trestle.kernel.site.FeedState;
import dev.trestle.kernel.site.Listener;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.orchestration.answer.OutcomeWatch;
import dev.trestle.orchestration.journal.Appender;
import dev.trestle.orchestration.journal.NewEntry;
import dev.trestle.orchestration.journal.Outcome;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A received frame becomes journal entries, and then an answer. The order is the promise: seal,
 * append, wait for the commit, answer. When the commit is not proved there is no answer at all, and
 * the sender repeats.
 */
public final class Intake implements AutoCloseable {
  /** Members of a batch that are under way at once. */
  private static final int MEMBERS_AT_ONCE = 500;

  /** First bytes kept of something that is no message. */
  static final int INCIDENT_BYTES = 64 << 10;

  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  private final Supplier<Site> site;
  private final Environment environment;
  private final Dialect dialect;
  private final EntryMaker entries;
  private final Appender appender;
  private final Incidents incidents;
  private final OutcomeWatch watch;
  private final AnswerForm answers;

  /** Reading and storing a big message takes a second: not on a thread that serves others. */
  private final ExecutorService bigMessages =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "big-messages");
            thread.setDaemon(true);
            return thread;
          });

  public Intake(
      Supplier<Site> site,
      Environment environment,
      Dialect dialect,
      EntryMaker entries,
      Appender appender,
      Incidents incidents,
      OutcomeWatch watch,
      Clock clock) {
    this.site = site;
    this.environment = environment;
    this.dialect = dialect;
    this.entries = entries;
    this.appender = appender;
    this.incidents = incidents;
    this.watch = watch;
    this.answers = new AnswerForm(dialect, clock);
  }

  /** The other side of a connection. */
  private record Sender(Listener listener, String peer, @Nullable ClientIdentity client) {}

  /** One frame of a sender without a certificate. */
  public CompletableFuture<Optional<Reply>> receive(String listenerName, String peer, byte[] raw) {
    return receive(listenerName, peer, null, raw);
  }

  /**
   * Takes one frame.
   *
   * @param listenerName the port it came through
   * @param peer address of the sender
   * @param client the certificate that the sender showed, or null
   * @param raw the bytes between the frame's marks
   * @return the answer; empty when the bytes are no message and the connection is to be closed. The
   *     future fails when the journal did not take it: then there must be no answer.
   */
  public CompletableFuture<Optional<Reply>> receive(
      String listenerName, String peer, @Nullable ClientIdentity client, byte[] raw) {
    if (raw.length <= Source.BIG_MESSAGE_BYTES) {
      return receiveNow(listenerName, peer, client, raw);
    }
    return CompletableFuture.completedFuture(raw)
        .thenComposeAsync(big -> receiveNow(listenerName, peer, client, big), bigMessages);
  }

  private CompletableFuture<Optional<Reply>> receiveNow(
      String listenerName, String peer, @Nullable ClientIdentity client, byte[] raw) {
    try {
      Site current = site.get();
      Sender sender = new Sender(listener(current, listenerName), peer, client);
      Optional<Dialect.Batch> batch = dialect.batch(raw);
      if (batch.isPresent()) {
        return receiveBatch(current, sender, raw, batch.get());
      }
      return receiveMessage(current, sender, raw);
    } catch (TrestleException problem) {
      return CompletableFuture.failedFuture(problem);
    } catch (RuntimeException defect) {
      // Only the class: a text could quote the message.
      LOG.error("A message was not taken: {}", defect.getClass().getName());
      return CompletableFuture.failedFuture(
          new TrestleException(ProblemCode.DEFECT_INTERNAL, "The message could not be taken"));
    }
  }

  /** Records something that did not become a message; never waits. */
  public void incident(IntakeIncident incident) {
    incidents.add(incident);
  }

  private CompletableFuture<Optional<Reply>> receiveBatch(
      Site current, Sender sender, byte[] raw, Dialect.Batch batch) {
    List<CompletableFuture<byte[]>> members = new ArrayList<>();
    for (byte[] message : batch.messages()) {
      if (raw.length > Source.BIG_MESSAGE_BYTES && members.size() >= MEMBERS_AT_ONCE) {
        // Not on the network's thread, so there is time not to flood the appender.
        waitFor(members.get(members.size() - MEMBERS_AT_ONCE));
      }
      members.add(receiveMessage(current, sender, message).thenCompose(Intake::inResponseBatch));
    }
    return CompletableFuture.allOf(members.toArray(CompletableFuture[]::new))
        .thenApply(
            unused -> {
              List<byte[]> all =
                  members.stream()
                      .map(CompletableFuture::join)
                      .filter(answer -> answer.length > 0)
                      .toList();
              return Optional.of(Reply.of(answers.batch(raw, all)));
            });
  }

  private static void waitFor(CompletableFuture<byte[]> member) {
    try {
      member.join();
    } catch (CompletionException failed) {
      LOG.debug("A member of a batch was not journaled");
    }
  }

  /** One answer for each member: there is one response batch. */
  private static CompletableFuture<byte[]> inResponseBatch(Optional<Reply> reply) {
    if (reply.isEmpty()) {
      return CompletableFuture.completedFuture(Reply.NONE);
    }
    CompletableFuture<byte[]> later = reply.get().later();
    return reply.get().bytes().length > 0 || later == null
        ? CompletableFuture.completedFuture(reply.get().bytes())
        : later;
  }

  private CompletableFuture<Optional<Reply>> receiveMessage(
      Site current, Sender sender, byte[] raw) {
    Optional<Header> header = dialect.header(raw);
    if (header.isEmpty()) {
      return noMessage(sender, ProblemCode.NO_MSH, raw);
    }
    Header facts = header.get();
    Optional<Source> found =
        current.sourceOn(
            sender.listener(),
            facts.sendingApplication(),
            facts.sendingFacility(),
            sender.client());
    if (found.isEmpty()) {
      // Not the catch-all: it would take what an impostor says for the word of somebody known.
      return noMessage(sender, ProblemCode.CLIENT_NOT_ALLOWED, raw);
    }
    Source source = found.get();
    if (raw.length > source.messageLimitBytes()) {
      return noMessage(sender, ProblemCode.FRAME_TOO_LARGE, raw);
    }
    NewEntry.@Nullable Settled settled = settledOnReceipt(facts, source);
    NewEntry entry = entries.make(current, source, facts, raw, settled, null);
    CompletableFuture<Reply> reply =
        settled == null && waitsForOutcome(facts, source)
            ? journalAndWait(entry, source, raw, facts)
            : journal(entry, source, raw, facts);
    return reply
        .whenComplete(
            (done, failure) -> {
              if (failure != null && raw.length > Source.BIG_MESSAGE_BYTES) {
                bigMessages.execute(() -> entries.forget(entry));
              }
            })
        .thenApply(Optional::of);
  }

  private static boolean waitsForOutcome(Header header, Source source) {
    Acknowledgments wanted = Acknowledgments.of(header);
    return wanted.enhanced() ? wanted.wantsApplication() : source.answerOnOutcome();
  }

  private CompletableFuture<Optional<Reply>> noMessage(Sender sender, ProblemCode why, byte[] raw) {
    incidents.add(
        new IntakeIncident(
            sender.listener().name(),
            sender.peer(),
            why,
            raw.length,
            sha256(raw),
            Arrays.copyOf(raw, Math.min(raw.length, INCIDENT_BYTES))));
    return CompletableFuture.completedFuture(Optional.empty());
  }

  private CompletableFuture<Reply> journal(
      NewEntry entry, Source source, byte[] raw, Header header) {
    NewEntry.@Nullable Settled settled = entry.settled();
    Finding rejection =
        settled != null && settled.outcome() == Outcome.REJECTED ? settled.finding() : null;
    // A repeat gets the answer of its first copy, whatever the site would say today.
    return appender
        .append(entry)
        .thenCompose(
            appended ->
                appended.duplicateOf() == 0
                    ? CompletableFuture.completedFuture(answers.reply(raw, header, rejection))
                    : watch
                        .repeated(content(entry, source), appended.duplicateOf())
                        .thenApply(refusal -> answers.repeat(raw, header, refusal)));
  }

  /** The watch knows of the entry before the journal does: its outcome can be that quick. */
  private CompletableFuture<Reply> journalAndWait(
      NewEntry entry, Source source, byte[] raw, Header header) {
    CompletableFuture<Optional<Finding>> refusal =
        watch.await(
            entry.id(), content(entry, source), source.answerWithin(), source.answerOnOutcome());
    return appender
        .append(entry)
        .whenComplete(
            (appended, failure) -> {
              if (failure == null) {
                watch.journaled(entry.id(), appended);
              } else {
                watch.forget(entry.id());
              }
            })
        .thenCompose(appended -> answers.reply(raw, header, refusal));
  }

  private static OutcomeWatch.Content content(NewEntry entry, Source source) {
    return new OutcomeWatch.Content(source.name(), entry.control(), entry.content());
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  private NewEntry.@Nullable Settled settledOnReceipt(Header header, Source source) {
    if (source.feed().state() == FeedState.DRAFT) {
      return new NewEntry.Settled(
          Outcome.REJECTED, Finding.error(ProblemCode.FEED_DRAFT, "", "The feed is a draft."));
    }
    if (!source.accepts(header.messageCode(), header.trigger())) {
      return new NewEntry.Settled(
          Outcome.REJECTED,
          Finding.error(
              ProblemCode.TYPE_NOT_ACCEPTED, "MSH-9", "The source does not accept this type."));
    }
    if (!environment.takes(header.processingId())) {
      return new NewEntry.Settled(
          Outcome.FILTERED,
          Finding.information(
              ProblemCode.ENVIRONMENT_WRONG, "MSH-11", "The message is for another environment."));
    }
    return null;
  }

  /** Takes no big messages any more. */
  @Override
  public void close() {
    bigMessages.shutdown();
  }

  private static Listener listener(Site current, String name) {
    return current
        .listener(name)
        .orElseThrow(() -> new IllegalStateException("the active site has no listener " + name));
  }
}
