package dev.trestle.orchestration.intake;

import dev.trestle.kernel.message.AnswerCode;
import dev.trestle.kernel.message.Dialect;
import dev.trestle.kernel.message.Header;
import dev.trestle.kernel.problem.Finding;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Words the answers of messages that are journaled (DESIGN §4 "Answers"). */
final class AnswerForm {
  private static final int RADIX = 36;

  private final Dialect dialect;
  private final Clock clock;
  private final AtomicLong controlIds;

  AnswerForm(Dialect dialect, Clock clock) {
    this.dialect = dialect;
    this.clock = clock;
    this.controlIds = new AtomicLong(clock.millis());
  }

  /**
   * The reply to a message whose outcome nobody waits for, or is known.
   *
   * @param rejection why it was rejected on receipt, or null
   */
  Reply reply(byte[] raw, Header header, @Nullable Finding rejection) {
    Acknowledgments wanted = Acknowledgments.of(header);
    boolean taken = rejection == null;
    if (!wanted.enhanced()) {
      return Reply.of(answer(raw, taken ? AnswerCode.AA : AnswerCode.AR, rejection));
    }
    byte[] application =
        wanted.wantsApplication(taken)
            ? answer(raw, taken ? AnswerCode.AA : AnswerCode.AR, rejection)
            : Reply.NONE;
    if (wanted.wantsAccept(taken)) {
      byte[] accept = answer(raw, taken ? AnswerCode.CA : AnswerCode.CR, rejection);
      // What was not accepted gets no application acknowledgement: it went no further.
      return taken && application.length > 0
          ? new Reply(accept, CompletableFuture.completedFuture(application))
          : Reply.of(accept);
    }
    return Reply.of(application);
  }

  /**
   * The reply to a repeat whose outcome nobody waits for.
   *
   * @param refusal why its first copy was handed back; then the repeat is not ours either
   */
  Reply repeat(byte[] raw, Header header, Optional<Finding> refusal) {
    if (refusal.isEmpty()) {
      return reply(raw, header, (Finding) null);
    }
    Acknowledgments wanted = Acknowledgments.of(header);
    if (!wanted.enhanced()) {
      return Reply.of(answer(raw, AnswerCode.AE, refusal.get()));
    }
    return Reply.of(
        wanted.wantsAccept(false) ? answer(raw, AnswerCode.CE, refusal.get()) : Reply.NONE);
  }

  /** The reply to a message whose outcome the sender waits for. */
  CompletableFuture<Reply> reply(
      byte[] raw, Header header, CompletableFuture<Optional<Finding>> refusal) {
    Acknowledgments wanted = Acknowledgments.of(header);
    if (!wanted.enhanced()) {
      return refusal.thenApply(why -> Reply.of(ofOutcome(raw, why)));
    }
    byte[] accept = wanted.wantsAccept(true) ? answer(raw, AnswerCode.CA, null) : Reply.NONE;
    return CompletableFuture.completedFuture(
        new Reply(
            accept,
            refusal.thenApply(
                why -> wanted.wantsApplication(why.isEmpty()) ? ofOutcome(raw, why) : Reply.NONE)));
  }

  private byte[] ofOutcome(byte[] raw, Optional<Finding> refusal) {
    return answer(raw, refusal.isEmpty() ? AnswerCode.AA : AnswerCode.AE, refusal.orElse(null));
  }

  byte[] batch(byte[] raw, List<byte[]> answers) {
    return dialect.batchAnswer(raw, answers, ZonedDateTime.now(clock), controlId());
  }

  private byte[] answer(byte[] raw, AnswerCode code, @Nullable Finding problem) {
    return dialect.answer(raw, code, problem, ZonedDateTime.now(clock), controlId());
  }

  private String controlId() {
    return Long.toString(controlIds.incrementAndGet(), RADIX).toUpperCase(Locale.ROOT);
  }
}
