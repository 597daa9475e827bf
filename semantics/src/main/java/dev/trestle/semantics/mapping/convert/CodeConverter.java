package dev.trestle.semantics.mapping.convert;

import dev.trestle.semantics.mapping.terminology.CodeTable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A code by its table: code, or Coding with {@code shape: coding}. A code that is in no table is a
 * finding; the original stays in the message and is listed as not mapped.
 *
 * <p>Settings: {@code shape}; {@code unmapped: as-sent} keeps an unmapped code in a Coding of the
 * feed's own system.
 */
final class CodeConverter implements Converter {
  @Override
  public @Nullable JsonNode convert(Taken taken, Draft draft) {
    CodeTable table = taken.parameters().table();
    String code = taken.value();
    if (table == null || code.isEmpty()) {
      return null;
    }
    boolean coding = taken.parameters().get("shape").equals("coding");
    CodeTable.Target target = draft.find(table, code);
    if (target == null) {
      draft.unmapped(table, code, taken, 1, ".");
      return coding ? asSent(taken, draft) : null;
    }
    draft.use(taken, 0, 0);
    if (target.code().isEmpty()) {
      draft.commit();
      return null;
    }
    return coding
        ? draft.coding(target.coding(), taken, 1)
        : draft.leaf(target.code(), taken, 1, 0);
  }

  private static JsonNode asSent(Taken taken, Draft draft) {
    ObjectNode coding = draft.object();
    String place = taken.segment().name() + "-" + taken.field();
    draft.constant(coding, "system", draft.feed().localSystem(place));
    draft.put(coding, "code", taken, 1);
    draft.put(coding, "display", taken, 2);
    return coding;
  }
}
