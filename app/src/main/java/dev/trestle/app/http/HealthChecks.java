package dev.trestle.app.http;

import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * The checks of the platform for {@code /actuator/health}: those of the process decide about
 * liveness, those of its surroundings about readiness too; alarms are only shown.
 */
final class HealthChecks implements HealthIndicator {
  private final StatusSource status;
  private final boolean onlyProcess;

  HealthChecks(StatusSource status, boolean onlyProcess) {
    this.status = status;
    this.onlyProcess = onlyProcess;
  }

  @Override
  public Health health() {
    List<Check> checks =
        status.checks().stream()
            .filter(check -> !onlyProcess || check.kind() == Check.Kind.PROCESS)
            .toList();
    boolean up = checks.stream().allMatch(check -> check.up() || check.kind() == Check.Kind.ALARM);
    Health.Builder health = up ? Health.up() : Health.down();
    checks.forEach(check -> health.withDetail(check.name(), check.text()));
    return health.build();
  }
}
