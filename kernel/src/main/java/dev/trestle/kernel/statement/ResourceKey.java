package dev.trestle.kernel.statement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names a resource before it has an id. Its id is a keyed hash of type, scope, the patient's id and
 * the first name; the further names are aliases: whichever is known already leads to the resource
 * (DESIGN §4 "Resource ids").
 *
 * @param type FHIR R4 resource type
 * @param scope health system, or {@code shared:AUTHORITY} where several use one space of numbers
 * @param patient key of the subject, null for resources without one (Patient itself, Practitioner,
 *     Organization, Location)
 * @param names at least one, best first
 */
public record ResourceKey(
    String type, String scope, @Nullable ResourceKey patient, List<BusinessKey> names) {
  public ResourceKey {
    names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("a resource needs a name");
    }
  }

  /** Keys are looked up all the time: patient and best name tell them apart, texts keep hashes. */
  @Override
  public int hashCode() {
    int own = 31 * type.hashCode() + names.get(0).value().hashCode();
    return patient == null ? own : 31 * own + patient.hashCode();
  }

  @Override
  public String toString() {
    return "ResourceKey[" + type + "]";
  }
}
