package dev.trestle.app.signoff;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.statement.Merge;
import dev.trestle.kernel.statement.Move;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.kernel.statement.Snapshot;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.kernel.statement.Translation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything that a translation says, in one line, and its hash: two translations that could change
 * the record otherwise have another one, under whatever mapping or release they were made. Which
 * rule said it is not part of it.
 */
final class TranslationText {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Translation translation;
  private final Function<ResourceKey, String> ids;

  private TranslationText(Translation translation, Function<ResourceKey, String> ids) {
    this.translation = translation;
    this.ids = ids;
  }

  /** SHA-256 of it. */
  static byte[] hash(Translation translation, Function<ResourceKey, String> ids) {
    String text = new TranslationText(translation, ids).all().toString();
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private ArrayNode all() {
    ArrayNode all = JSON.arrayNode();
    all.add(translation.result().name());
    translation.statements().forEach(each -> all.add(statement(each)));
    for (Snapshot each : translation.snapshots()) {
      ArrayNode list = all.addArray();
      list.add(each.type()).add(id(each.owner())).add(each.collection()).add(each.level());
      list.add(each.timeMicros());
      each.members().forEach(member -> list.add(id(member)));
    }
    for (Merge each : translation.merges()) {
      all.addArray()
          .add(id(each.survivor()))
          .add(id(each.retired()))
          .add(each.timeMicros())
          .add(each.word().name());
    }
    for (Move each : translation.moves()) {
      ArrayNode move = all.addArray().add(id(each.key())).add(ids.apply(each.former()));
      move.add(each.timeMicros());
      ResourceKey source = each.source();
      if (source != null) {
        move.add(ids.apply(source));
      }
    }
    for (Finding each : translation.findings()) {
      all.addArray().add(each.code().id()).add(each.severity().code()).add(each.location());
    }
    var leaves = translation.accounting();
    all.addArray()
        .add(leaves.mapped())
        .add(leaves.kept())
        .add(leaves.dropped())
        .add(leaves.reported());
    return all;
  }

  private ArrayNode statement(Statement statement) {
    ArrayNode said = JSON.arrayNode();
    said.add(id(statement.key())).add(statement.level()).add(statement.timeMicros());
    ArrayNode security = said.addArray();
    statement.security().forEach(security::add);
    for (Slot slot : statement.slots()) {
      ArrayNode one = said.addArray();
      one.add(slot.path());
      JsonNode value = slot.value();
      one.add(value == null ? JSON.nullNode() : resolved(value));
      Slot.Event event = slot.event();
      if (event != null) {
        one.add(event.name()).add(event.cancels());
      }
    }
    return said;
  }

  private String id(int key) {
    ResourceKey found = translation.keys().get(key);
    return found.type() + "/" + ids.apply(found);
  }

  /** References by id: the order in which resources were named does not count. */
  private JsonNode resolved(JsonNode node) {
    if (node.isObject()) {
      ObjectNode copy = JSON.objectNode();
      node.properties().forEach(each -> copy.set(each.getKey(), resolved(each)));
      return copy;
    }
    if (node.isArray()) {
      ArrayNode copy = JSON.arrayNode();
      node.forEach(item -> copy.add(resolved(item)));
      return copy;
    }
    return node;
  }

  private JsonNode resolved(java.util.Map.Entry<String, JsonNode> property) {
    return property.getKey().equals("reference")
        ? key(property.getValue())
            .map(key -> (JsonNode) JSON.stringNode(id(key)))
            .orElse(property.getValue())
        : resolved(property.getValue());
  }

  /** The index of a reference that is not resolved yet. */
  static Optional<Integer> key(@Nullable JsonNode reference) {
    String text = reference != null && reference.isString() ? reference.stringValue() : "";
    return text.startsWith(Translation.REFERENCE_PREFIX)
        ? Optional.of(Integer.parseInt(text.substring(Translation.REFERENCE_PREFIX.length())))
        : Optional.empty();
  }
}
