package dev.trestle.app.lineage;

import dev.trestle.orchestration.journal.EntryFactsStore;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * The MessageHeader (FHIR R4) of an entry, made of its bytes when it is asked for, by the site
 * version that translated it. Nothing of it is stored (ADR 103). Thread-safe.
 */
public final class MessageHeaders {
  private final EntryFactsStore facts;
  private final Retranslation retranslation;

  MessageHeaders(EntryFactsStore facts, Retranslation retranslation) {
    this.facts = facts;
    this.retranslation = retranslation;
  }

  /**
   * The header, its id the number of the entry; empty when there is no such entry.
   *
   * @throws dev.trestle.kernel.problem.TrestleException {@code GONE} when the bytes are past their
   *     retention
   */
  public Optional<ObjectNode> of(long seq) {
    return Optional.ofNullable(facts.find(Set.of(seq)).get(seq)).flatMap(retranslation::header);
  }
}
