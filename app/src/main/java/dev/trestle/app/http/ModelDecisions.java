package dev.trestle.app.http;

import dev.trestle.identity.learn.TrainedLinkModel;
import java.security.Principal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people decide about models of the linking, with its audit: from the API and the console. */
public final class ModelDecisions {
  private final HttpParts parts;

  public ModelDecisions(HttpParts parts) {
    this.parts = parts;
  }

  private ModelDesk desk() {
    return parts.identity().models();
  }

  /** A model with its effect: ids of Patients, audited. */
  public TrainedLinkModel show(long id, Principal who) {
    IdentityAudit.record(parts, "identity-model-show", List.of(), "model " + id, who);
    return desk().models().find(id);
  }

  /**
   * As {@link dev.trestle.identity.learn.LinkModels#train}.
   *
   * @param reviewFrom as now when null
   * @param automaticFrom as now when null
   */
  public long train(
      String reason, @Nullable Double reviewFrom, @Nullable Double automaticFrom, Principal who) {
    return Audited.change(
        parts,
        who,
        "identity-model-train",
        "model",
        () ->
            desk()
                .models()
                .train(
                    desk().index(),
                    who.getName(),
                    reason,
                    Optional.ofNullable(reviewFrom),
                    Optional.of(
                        Objects.requireNonNullElseGet(
                            automaticFrom, parts.identity().desk().band()::threshold))));
  }

  /** As {@link dev.trestle.identity.learn.LinkModels#activate}; everybody is looked at again. */
  public TrainedLinkModel activate(long id, String reason, Principal who) {
    return Audited.change(
        parts,
        who,
        "identity-model-activate",
        "model " + id,
        () -> {
          TrainedLinkModel model = desk().models().activate(id, who.getName(), reason);
          desk().hint().run();
          return model;
        });
  }

  /** As {@link dev.trestle.identity.learn.LinkModels#rollback}; everybody is looked at again. */
  public Optional<Long> rollback(String reason, Principal who) {
    return Audited.change(
        parts,
        who,
        "identity-model-rollback",
        "model",
        () -> {
          Optional<Long> before = desk().models().rollback(who.getName(), reason);
          desk().hint().run();
          return before;
        });
  }
}
