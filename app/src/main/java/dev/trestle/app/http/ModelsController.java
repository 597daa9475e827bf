package dev.trestle.app.http;

import dev.trestle.identity.learn.LinkModels;
import dev.trestle.identity.learn.TrainedLinkModel;
import dev.trestle.identity.resolve.ModelEffect;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Models that decide who is one person: trained here, seen before they decide, taken back. */
@RestController
@RequestMapping("/api/identity/models")
class ModelsController {
  private final HttpParts parts;
  private final ModelDecisions decisions;

  ModelsController(HttpParts parts) {
    this.parts = parts;
    this.decisions = new ModelDecisions(parts);
  }

  private ModelDesk desk() {
    return parts.identity().models();
  }

  /**
   * A model.
   *
   * @param state {@code in-training}, {@code ready} or {@code failed}
   * @param step what is being done now, or why it failed
   * @param effect what it would have changed when it was made; null while it is not ready
   */
  record ModelAnswer(
      long id,
      Instant at,
      String actor,
      String reason,
      String state,
      String step,
      @Nullable String version,
      long records,
      long labels,
      @Nullable ModelEffect effect) {
    static ModelAnswer of(TrainedLinkModel model, boolean withEffect) {
      return new ModelAnswer(
          model.id(),
          model.at(),
          model.actor(),
          model.reason(),
          model.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
          model.step(),
          model.version(),
          model.records(),
          model.labels(),
          withEffect ? model.effect() : null);
    }
  }

  /**
   * Models and their use.
   *
   * @param active version of the model in use
   * @param uses when which was taken into use, newest first; none: the one that comes with Trestle
   */
  record ModelsAnswer(
      String active,
      double reviewFrom,
      double automaticFrom,
      List<ModelAnswer> models,
      List<LinkModels.Use> uses) {}

  @Summary("Models of the linking, and which one was in use when")
  @GetMapping
  ModelsAnswer list() {
    LinkModels models = desk().models();
    return new ModelsAnswer(
        models.active().version(),
        models.active().reviewFrom(),
        parts.identity().desk().band().threshold(),
        models.list().stream().map(model -> ModelAnswer.of(model, false)).toList(),
        models.uses());
  }

  @Summary("A model of the linking, and which persons it would merge or split")
  @GetMapping("/{id}")
  ModelAnswer show(@PathVariable long id, Principal caller) {
    return ModelAnswer.of(decisions.show(id, caller), true);
  }

  /**
   * A model to be trained.
   *
   * @param reviewFrom probability from which somebody looks at a pair; as now when left out
   * @param automaticFrom probability from which a pair needs nobody; as now when left out
   */
  record TrainRequest(
      @Nullable String reason, @Nullable Double reviewFrom, @Nullable Double automaticFrom) {}

  /** The number of a model. */
  record TrainAnswer(long id) {}

  @Summary("Trains a model on the index; nothing changes until it is taken into use")
  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  TrainAnswer train(@RequestBody TrainRequest request, Principal caller) {
    String reason = DecisionReason.required(request.reason());
    return new TrainAnswer(
        decisions.train(reason, request.reviewFrom(), request.automaticFrom(), caller));
  }

  /** Why a model is taken into use, or back. */
  record UseRequest(@Nullable String reason) {}

  /** The model in use; number null for the one that comes with Trestle. */
  record UseAnswer(@Nullable Long id, String version) {}

  @Summary("Takes a model into use: everybody is looked at again")
  @PostMapping("/{id}/activate")
  UseAnswer activate(@PathVariable long id, @RequestBody UseRequest request, Principal caller) {
    decisions.activate(id, DecisionReason.required(request.reason()), caller);
    return new UseAnswer(id, desk().models().active().version());
  }

  @Summary("Goes back to the model that was in use before")
  @PostMapping("/rollback")
  UseAnswer rollback(@RequestBody UseRequest request, Principal caller) {
    Optional<Long> before = decisions.rollback(DecisionReason.required(request.reason()), caller);
    return new UseAnswer(before.orElse(null), desk().models().active().version());
  }
}
