package dev.trestle.app.http;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.orchestration.exceptions.ExceptionCase;
import dev.trestle.orchestration.exceptions.ExceptionFilter;
import dev.trestle.orchestration.exceptions.ExceptionGroup;
import dev.trestle.orchestration.exceptions.OpenException;
import dev.trestle.orchestration.exceptions.WaitingGroup;
import java.security.Principal;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Messages that could not go on. Lists hold no patient data; a message itself is shown and
 * corrected only by the role steward, and each view is audited. Paths are in {@link
 * HttpConfiguration}.
 */
@RestController
@RequestMapping("/api/exceptions")
class ExceptionsController {
  private final HttpParts parts;

  ExceptionsController(HttpParts parts) {
    this.parts = parts;
  }

  /** An exception as a list shows it. */
  record Item(
      long seq,
      String source,
      String type,
      String category,
      String code,
      String location,
      String text,
      String advice,
      Instant receivedAt,
      Instant openedAt,
      int attempts,
      long waiting) {
    static Item of(OpenException open) {
      return new Item(
          open.seq(),
          open.source(),
          open.type(),
          open.code().category().name().toLowerCase(java.util.Locale.ROOT),
          open.code().id(),
          open.location(),
          open.text(),
          open.code().advice(),
          open.receivedAt(),
          open.openedAt(),
          open.attempts(),
          open.waiting());
    }
  }

  /** Exceptions with one cause. */
  record Group(
      String source, String code, String location, long count, long first, Instant oldest) {
    static Group of(ExceptionGroup group) {
      return new Group(
          group.source(),
          group.code().id(),
          group.location(),
          group.count(),
          group.first(),
          group.oldest());
    }
  }

  /**
   * Messages that wait for the same entry, or for their source when {@code waitsFor} is 0; {@code
   * code} is null while that entry is tried again.
   */
  record Waiting(
      long waitsFor,
      String source,
      @Nullable String code,
      String location,
      long count,
      Instant oldest) {
    static Waiting of(WaitingGroup group) {
      return new Waiting(
          group.waitsFor(),
          group.source(),
          group.code().map(ProblemCode::id).orElse(null),
          group.location(),
          group.count(),
          group.oldest());
    }
  }

  /** By cause, what waits, and the oldest one by one after the last entry of the page before. */
  record Listing(List<Group> groups, List<Waiting> waiting, List<Item> exceptions) {}

  @Summary("Messages that need a decision, by cause and one by one")
  @GetMapping
  Listing list(@RequestParam(defaultValue = "0") long after) {
    return new Listing(
        parts.exceptions().groups(ExceptionFilter.ALL).stream().map(Group::of).toList(),
        parts.exceptions().waitingGroups().stream().map(Waiting::of).toList(),
        parts.exceptions().list(ExceptionFilter.ALL, after).stream().map(Item::of).toList());
  }

  /** One exception with its message in Base64: patient data. */
  record Detail(
      Item exception, String raw, List<Long> waiting, List<ExceptionCase.Decision> history) {
    @Override
    public String toString() {
      return "Detail[" + exception.seq() + "]";
    }
  }

  @Summary("One exception with its message")
  @GetMapping("/{seq}/message")
  Detail show(@PathVariable long seq, Principal caller) {
    ExceptionCase found = parts.exceptions().show(seq);
    Audited.entry(parts, caller, "exception-show", seq, "entry " + seq);
    return new Detail(
        Item.of(found.exception()),
        Base64.getEncoder().encodeToString(found.raw()),
        found.waiting(),
        found.history());
  }

  /** Why; and for a correction the message in Base64. */
  record DecisionRequest(@Nullable String reason, @Nullable String raw) {
    @Override
    public String toString() {
      return "DecisionRequest[]";
    }
  }

  /** What was decided about which entry; {@code copy} is the corrected one. */
  record DecisionAnswer(long seq, String decision, @Nullable Long copy) {}

  @Summary("Tries a message again")
  @PostMapping("/{seq}/resubmit")
  DecisionAnswer resubmit(
      @PathVariable long seq, @RequestBody DecisionRequest request, Principal caller) {
    String reason = DecisionReason.required(request.reason());
    return decided(
        "resubmit",
        seq,
        reason,
        caller,
        () -> {
          parts.exceptions().resubmit(seq, caller.getName(), reason);
          return new DecisionAnswer(seq, "resubmit", null);
        });
  }

  @Summary("Gives a message up, with a reason")
  @PostMapping("/{seq}/dismiss")
  DecisionAnswer dismiss(
      @PathVariable long seq, @RequestBody DecisionRequest request, Principal caller) {
    String reason = DecisionReason.required(request.reason());
    return decided(
        "dismiss",
        seq,
        reason,
        caller,
        () -> {
          parts.exceptions().dismiss(seq, caller.getName(), reason);
          return new DecisionAnswer(seq, "dismiss", null);
        });
  }

  @Summary("Sends a corrected copy of a message")
  @PostMapping("/{seq}/message")
  DecisionAnswer correct(
      @PathVariable long seq, @RequestBody DecisionRequest request, Principal caller) {
    byte[] raw;
    try {
      raw = Base64.getDecoder().decode(String.valueOf(request.raw()));
    } catch (IllegalArgumentException e) {
      throw new TrestleException(ProblemCode.REQUEST_INVALID, "`raw` is not Base64", e);
    }
    String reason = DecisionReason.required(request.reason());
    return decided(
        "correct",
        seq,
        reason,
        caller,
        () ->
            new DecisionAnswer(
                seq, "correct", parts.exceptions().correct(seq, raw, caller.getName(), reason)));
  }

  private DecisionAnswer decided(
      String decision, long seq, String reason, Principal caller, Supplier<DecisionAnswer> change) {
    return Audited.change(
        parts, caller, "exception-" + decision, "entry " + seq + ": " + reason, change);
  }
}
