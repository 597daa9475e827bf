package dev.trestle.kernel.statement;

import java.util.List;

/**
 * "These are all there are": resources of a type that an owner had and that the list does not name
 * are inactivated (DESIGN §4 "Snapshot or not").
 *
 * @param type FHIR type of the members
 * @param owner index of the patient, visit or report in {@link Translation#keys()}
 * @param collection what is listed, for example {@code AL1}; for result lines the OBX-3 they belong
 *     to
 * @param level as in {@link Statement#level()}
 * @param timeMicros statement time
 * @param members indexes into {@link Translation#keys()}
 */
public record Snapshot(
    String type, int owner, String collection, int level, long timeMicros, List<Integer> members) {
  public Snapshot {
    members = List.copyOf(members);
  }
}
