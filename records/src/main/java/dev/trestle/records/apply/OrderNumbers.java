package dev.trestle.records.apply;

import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.records.store.NameStore;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * An order number belongs to the patient it was first seen for. Under a second patient it makes a
 * resource of its own and a finding, and never changes the first one's (DESIGN §4 "Resource ids").
 */
final class OrderNumbers {
  private OrderNumbers() {}

  /** Whether the numbers of a key are those of an order: used once, whoever the patient is. */
  static boolean isOrder(ResourceKey key) {
    return key.type().equals("ServiceRequest") && key.patient() != null;
  }

  /**
   * Takes the numbers of an order for it.
   *
   * @param numbers hashes of them without a patient
   * @param byHash what the translation named so far
   * @return whether one of them was seen for another patient before
   */
  static boolean claim(
      List<UUID> numbers, Resolved order, Resolved subject, Names names, Map<UUID, Resolved> byHash)
      throws SQLException {
    boolean another = false;
    for (UUID number : numbers) {
      Resolved here = byHash.get(number);
      Optional<NameStore.Named> first = here == null ? names.find(number) : Optional.empty();
      if (here != null) {
        another |= here.patientRid() != subject.rid();
      } else if (first.isPresent()) {
        another |= first.get().patientRid() != subject.rid();
      } else {
        order.newNames().add(number);
        byHash.put(number, order);
      }
    }
    return another;
  }
}
