package dev.trestle.app.http;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.orchestration.balance.Balance;
import dev.trestle.orchestration.balance.BalanceStore;
import dev.trestle.orchestration.intake.IncidentStore;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What operators and scripts ask for. */
@RestController
class OperationsController {
  private final HttpParts parts;

  OperationsController(HttpParts parts) {
    this.parts = parts;
  }

  /** The balance of a source and period, with the word whether it closes. */
  record BalanceAnswer(boolean closes, Balance balance, String line) {}

  @Summary("What was received and what became of it")
  @GetMapping("/api/balance")
  BalanceAnswer balance(
      @RequestParam @Nullable String source,
      @RequestParam @Nullable String from,
      @RequestParam @Nullable String to) {
    Balance balance =
        parts
            .balance()
            .count(
                new BalanceStore.Period(Optional.ofNullable(source), instant(from), instant(to)));
    return new BalanceAnswer(balance.closes(), balance, balance.line());
  }

  static Optional<Instant> instant(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID, "from and to are written like 2026-01-31T00:00:00Z", e);
    }
  }

  /** The state of the platform, its balance and what did not become a message. */
  record StatusAnswer(
      StatusSource.Status status,
      List<Check> checks,
      BalanceAnswer balance,
      List<IncidentStore.Count> incidents) {}

  @Summary("State of the process")
  @GetMapping("/api/status")
  StatusAnswer status() {
    return new StatusAnswer(
        parts.status().status(),
        parts.status().checks(),
        balance(null, null, null),
        parts.incidents().counts());
  }
}
