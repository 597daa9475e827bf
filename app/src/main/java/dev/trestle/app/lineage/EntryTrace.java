package dev.trestle.app.lineage;

import dev.trestle.kernel.statement.Translation;
import dev.trestle.orchestration.journal.EntryFacts;
import dev.trestle.semantics.hl7v2.Hl7Message;
import dev.trestle.semantics.mapping.RuleBook;
import org.jspecify.annotations.Nullable;

/**
 * An entry, translated again as far as that can be done.
 *
 * @param facts what the journal knows
 * @param bytesThere whether the message is still there
 * @param trouble why it was not translated again, empty when it was
 * @param under the site and release that did it, in words
 * @param again null when it was not translated again
 */
record EntryTrace(
    EntryFacts facts, boolean bytesThere, String trouble, String under, @Nullable Again again) {

  /**
   * The translation of now.
   *
   * @param message as it was read; offsets refer to its bytes
   * @param transcoded whether those bytes are not the ones received but the same in UTF-8
   */
  record Again(Translation translation, Hl7Message message, boolean transcoded, RuleBook rules) {
    @Override
    public String toString() {
      return "Again[]";
    }
  }
}
