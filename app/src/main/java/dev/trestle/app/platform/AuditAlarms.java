package dev.trestle.app.platform;

import dev.trestle.app.audit.BlockSealer;
import dev.trestle.app.http.Check;

/** What the sealer of the audit has to tell people. */
record AuditAlarms(BlockSealer blocks) {
  Check unsealed() {
    boolean up = blocks.behind().compareTo(BlockSealer.LONGEST_UNSEALED) <= 0;
    return new Check(
        "audit-unsealed",
        Check.Kind.ALARM,
        up,
        up
            ? "all that is recorded is sealed"
            : "audit events are not sealed since "
                + blocks.behind().toSeconds()
                + " s: see the log");
  }

  Check broken() {
    boolean up = !blocks.broken();
    return new Check(
        "audit-chain",
        Check.Kind.ALARM,
        up,
        up
            ? "continues what this process sealed"
            : "blocks are missing or were replaced: run trestle audit verify");
  }
}
