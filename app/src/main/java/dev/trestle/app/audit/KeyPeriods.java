package dev.trestle.app.audit;

import dev.trestle.app.audit.Trouble.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Which key signs which blocks: the first one up to the first change, and so on. A change counts
 * only when the key before signed it.
 */
final class KeyPeriods {
  private final List<Period> periods = new ArrayList<>();

  /**
   * A key and its first block.
   *
   * @param key public, in hexadecimal digits
   */
  private record Period(String key, long fromBlock) {}

  /**
   * Follows the changes from the first key on.
   *
   * @param first public key
   * @param changes in their order
   * @param ours whether a key that was signed for is known beside
   * @param troubles told of changes that do not count
   */
  KeyPeriods(
      byte[] first,
      List<KeyChange> changes,
      Predicate<KeyChange> ours,
      Consumer<Trouble> troubles) {
    periods.add(new Period(AuditKey.hex(first), 1));
    byte[] before = first;
    for (KeyChange change : changes) {
      boolean next = change.number() == periods.size() + 1;
      if (!next || !change.isSignedBy(before) || !ours.test(change)) {
        troubles.accept(
            Trouble.block(
                change.last().number() + 1,
                Kind.KEY_WRONG,
                next
                    ? "The change to key "
                        + change.number()
                        + " was not signed by the key before, or leads to none"
                    : "The change to key " + (periods.size() + 1) + " is missing"));
        return;
      }
      before = change.publicKey();
      periods.add(new Period(AuditKey.hex(before), change.last().number() + 1));
    }
  }

  /** Whether this is one of the keys. */
  boolean has(String key) {
    return periods.stream().anyMatch(period -> period.key().equals(key));
  }

  /** The key that has to sign a block, in hexadecimal digits. */
  String signerOf(long block) {
    Optional<Period> last =
        periods.stream()
            .filter(period -> period.fromBlock() <= block)
            .reduce((one, other) -> other);
    return last.orElse(periods.get(0)).key();
  }

  /** Whether who trusts one key can follow the changes to another one. */
  boolean leads(String from, String to) {
    List<String> keys = periods.stream().map(Period::key).toList();
    return keys.contains(from) && keys.lastIndexOf(to) >= keys.indexOf(from);
  }
}
