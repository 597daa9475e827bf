package dev.trestle.semantics.mapping.plan;

import dev.trestle.semantics.mapping.terminology.CodeSystems;
import dev.trestle.semantics.mapping.terminology.CodeTable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An effective mapping, compiled. Immutable and thread-safe.
 *
 * @param hash SHA-256 of the effective mapping
 * @param ruleIds ids of the rules; {@link dev.trestle.kernel.statement.Origin#rule()} is the index
 * @param messages by type, {@code ADT^A01}
 * @param partial what is done with types without a mapping
 * @param header what a message says of itself
 * @param leaves keeping and dropping
 * @param security sensitivity
 * @param codeSystems names of coding systems
 * @param tables by name
 */
public record Plan(
    String hash,
    List<String> ruleIds,
    Map<String, MessagePlan> messages,
    MessagePlan partial,
    MessagePlan header,
    LeafRules leaves,
    List<SecurityPlan> security,
    CodeSystems codeSystems,
    Map<String, CodeTable> tables) {
  public Plan {
    ruleIds = List.copyOf(ruleIds);
    messages = Map.copyOf(messages);
    security = List.copyOf(security);
    tables = Map.copyOf(tables);
  }

  /** The plan of a type, or of its code whatever the trigger; null when it has no mapping. */
  public @Nullable MessagePlan find(String code, String trigger) {
    MessagePlan found = messages.get(code + "^" + trigger);
    return found == null ? messages.get(code) : found;
  }
}
