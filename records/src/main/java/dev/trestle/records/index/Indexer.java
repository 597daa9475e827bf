package dev.trestle.records.index;

import dev.trestle.kernel.sealing.Keyring;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What goes to the index for a resource: its main date, keyed tokens and identifier hashes. */
public final class Indexer {
  /** Most tokens of one resource; what does not fit is only found by other parameters. */
  public static final int TOKEN_LIMIT = 64;

  private final Tokens tokens;
  private final int epoch;

  /**
   * The index row of a resource.
   *
   * @param dateLowMicros first instant of the main date, or null
   * @param dateHighMicros last instant of it, or null
   * @param tokens keyed tokens, without repeats
   * @param identifiers keyed hashes, without repeats
   */
  public record Indexed(
      @Nullable Long dateLowMicros,
      @Nullable Long dateHighMicros,
      List<Long> tokens,
      List<UUID> identifiers) {}

  public Indexer(Keyring keyring) {
    this.tokens = new Tokens(keyring);
    this.epoch = keyring.indexEpoch();
  }

  /** Epoch of the keys used. */
  public int epoch() {
    return epoch;
  }

  public Indexed index(String type, JsonNode resource) {
    Set<Long> found = new LinkedHashSet<>();
    Set<UUID> identifiers = new LinkedHashSet<>();
    FhirDates.Span date = null;
    for (Parameter parameter : Parameters.of(type).values()) {
      if (!parameter.indexed()) {
        continue;
      }
      switch (parameter.kind()) {
        case DATE -> {
          for (FhirDates.Span span : Values.spans(resource, parameter)) {
            date = date == null ? span : date.with(span);
          }
        }
        case IDENTIFIER ->
            Values.coded(resource, parameter)
                .forEach(coded -> identifiers.addAll(tokens.identifier(coded)));
        case PATIENT -> {}
        case STRING, TOKEN, BIRTH_DATE, REFERENCE -> addTokens(found, parameter, resource);
      }
    }
    List<Long> all = new ArrayList<>(found);
    return new Indexed(
        date == null ? null : date.lowMicros(),
        date == null ? null : date.highMicros(),
        all.size() > TOKEN_LIMIT ? all.subList(0, TOKEN_LIMIT) : all,
        new ArrayList<>(identifiers));
  }

  private void addTokens(Set<Long> found, Parameter parameter, JsonNode resource) {
    String name = parameter.name();
    switch (parameter.kind()) {
      case STRING -> {
        if (!Tokens.isUnion(parameter)) {
          Values.texts(resource, parameter)
              .forEach(text -> found.addAll(tokens.prefixes(name, text)));
        }
      }
      case TOKEN ->
          Values.coded(resource, parameter)
              .forEach(coded -> found.add(tokens.code(name, coded.code())));
      case BIRTH_DATE ->
          Values.texts(resource, parameter)
              .forEach(text -> found.addAll(tokens.birthDate(name, text)));
      case REFERENCE ->
          Values.references(resource, parameter)
              .forEach(reference -> found.add(tokens.token(name, reference)));
      case IDENTIFIER, DATE, PATIENT -> {}
    }
  }
}
