package dev.trestle.app.http;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.records.read.Resource;
import dev.trestle.records.store.OverlayStore.Alarm;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Patient numbers that a source uses for somebody who is, by all that is known, another person. */
@RestController
@RequestMapping("/api/identity/alarms")
class AlarmsController {
  private final HttpParts parts;

  AlarmsController(HttpParts parts) {
    this.parts = parts;
  }

  /**
   * An alarm as a list shows it.
   *
   * @param state {@code open}, {@code same} or {@code other}
   * @param messages that said so
   * @param refused those of them that are exceptions: nothing of them was filed
   * @param probability that it is another person
   */
  record AlarmAnswer(
      long id,
      String state,
      String patient,
      String source,
      long firstEntry,
      long lastEntry,
      Instant since,
      Instant last,
      int messages,
      int refused,
      double probability,
      @Nullable String decidedBy,
      @Nullable Instant decidedAt) {
    static AlarmAnswer of(Alarm alarm) {
      return new AlarmAnswer(
          alarm.id(),
          alarm.state().name().toLowerCase(Locale.ROOT),
          "Patient/" + alarm.patientId(),
          alarm.source(),
          alarm.firstSeq(),
          alarm.lastSeq(),
          alarm.openedAt(),
          alarm.lastAt(),
          alarm.times(),
          alarm.refused(),
          alarm.other(),
          alarm.decidedBy(),
          alarm.decidedAt());
    }
  }

  @Summary("Updates that would turn one person into another: what they say of the patient is held")
  @GetMapping
  List<AlarmAnswer> list(
      @RequestParam(defaultValue = "0") long after,
      @RequestParam(defaultValue = "false") boolean all) {
    return parts.identity().alarms().list(after, all).stream().map(AlarmAnswer::of).toList();
  }

  /**
   * Both sides; patient data.
   *
   * @param stored the Patient as it stands
   * @param claimed what the last message that is held says of it; null when nothing is held
   * @param reason of the decision
   */
  record AlarmDetail(
      AlarmAnswer alarm,
      @Nullable JsonNode stored,
      @Nullable JsonNode claimed,
      @Nullable String reason) {
    @Override
    public String toString() {
      return "AlarmDetail[" + alarm.id() + "]";
    }
  }

  @Summary("One alarm with the Patient as it stands and as the message has it")
  @GetMapping("/{id}")
  AlarmDetail show(@PathVariable long id, Principal caller) {
    Alarm alarm = parts.identity().alarms().find(id);
    List<Resource> stored = parts.reader().readAll(List.of(alarm.patientRid()));
    IdentityAudit.record(
        parts, "alarm-show", List.of(alarm.patientId()), "overlay alarm " + id, caller);
    return new AlarmDetail(
        AlarmAnswer.of(alarm),
        stored.isEmpty() ? null : stored.get(0).json(),
        parts.identity().alarms().claimed(alarm).orElse(null),
        parts.identity().alarms().reason(alarm));
  }

  /** {@code same} or {@code other}, and why. */
  record DecideRequest(@Nullable String decision, @Nullable String reason) {
    @Override
    public String toString() {
      return "DecideRequest[]";
    }
  }

  @Summary("Says whether the number still speaks of the same person")
  @PostMapping("/{id}/decide")
  AlarmAnswer decide(@PathVariable long id, @RequestBody DecideRequest request, Principal caller) {
    String reason = DecisionReason.required(request.reason());
    boolean same =
        switch (String.valueOf(request.decision()).toLowerCase(Locale.ROOT)) {
          case "same" -> true;
          case "other" -> false;
          default ->
              throw new TrestleException(
                  ProblemCode.REQUEST_INVALID, "The decision is one of same, other");
        };
    return AlarmAnswer.of(new IdentityDecisions(parts).alarm(id, same, reason, caller));
  }
}
