package dev.trestle.app.audit;

import dev.trestle.app.audit.Trouble.Kind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Which blocks may be without their events: those of removals that a key of ours signed. */
final class Removals {
  /** Every event has to be there. */
  static final Removals NONE = new Removals();

  private final TreeMap<Long, Removal> byFirst = new TreeMap<>();

  private Removals() {}

  /**
   * Takes those that count.
   *
   * @param troubles told of those that do not
   */
  Removals(List<Removal> removals, KeyPeriods keys, Consumer<Trouble> troubles) {
    for (Removal removal : removals) {
      if (keys.has(AuditKey.hex(removal.signer())) && removal.isSigned()) {
        byFirst.put(removal.first(), removal);
      } else {
        troubles.accept(
            Trouble.block(
                removal.first(),
                Kind.SIGNATURE_WRONG,
                "That the events of block "
                    + removal.first()
                    + " and on were removed is not signed"
                    + " by this deployment"));
      }
    }
  }

  /** Whether the events of this block were removed, and had been kept long enough. */
  boolean covers(Block block) {
    Map.Entry<Long, Removal> found = byFirst.floorEntry(block.number());
    return found != null
        && block.number() <= found.getValue().last().number()
        && found.getValue().wasDue(block);
  }

  /** Whether events up to this block may be gone. */
  boolean reach(long block) {
    return byFirst.values().stream().anyMatch(removal -> removal.last().number() >= block);
  }

  List<Removal> all() {
    return List.copyOf(byFirst.values());
  }
}
