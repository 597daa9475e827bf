package dev.trestle.semantics.mapping.run;

import dev.trestle.kernel.site.Demographics;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.semantics.mapping.plan.MapPlan;
import dev.trestle.semantics.mapping.plan.MessagePlan;
import dev.trestle.semantics.mapping.plan.Surroundings;

/** How much authority a statement has (DESIGN §4 "Who may say what" and "Results"). */
final class Levels {
  /** Below everything that a message says: shown only while nothing else is known. */
  static final int DEFAULT = -1;

  private static final int FINAL = Statement.AUTHORITATIVE + 2;

  private Levels() {}

  static int of(
      MapPlan map,
      MapPlan.Level level,
      Source source,
      MessagePlan message,
      String messageCode,
      Surroundings around) {
    return switch (level) {
      case DEMOGRAPHICS ->
          source.demographicsOf(messageCode) == Demographics.AUTHORITATIVE
              ? Statement.AUTHORITATIVE
              : Statement.FILL_ONLY;
      case ADMINISTRATIVE ->
          messageCode.equals("ADT") ? Statement.AUTHORITATIVE : Statement.FILL_ONLY;
      case ORDER -> message.orders() ? Statement.AUTHORITATIVE : Statement.FILL_ONLY;
      case RESULT ->
          map.finalWhen() != null && map.finalWhen().holds(around, null)
              ? FINAL
              : Statement.AUTHORITATIVE;
      case FILL -> Statement.FILL_ONLY;
      case DEFAULT -> DEFAULT;
    };
  }
}
