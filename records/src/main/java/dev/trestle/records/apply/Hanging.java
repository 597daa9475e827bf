package dev.trestle.records.apply;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What hangs on a visit, and so is of the patient that the visit is of: whatever names the visit,
 * and what names no visit but only belongs to what does (a specimen of its results). Who somebody's
 * relatives are and how they are insured is of the person.
 */
final class Hanging {
  private static final String PATIENT = "Patient";
  static final String ENCOUNTER = "Encounter";

  /**
   * Stay with the patient: an allergy is named by what it is of, and the next visit names it too.
   */
  private static final Set<String> OF_THE_PERSON =
      Set.of(
          PATIENT,
          ENCOUNTER,
          "RelatedPerson",
          "Coverage",
          "Account",
          "AllergyIntolerance",
          "Appointment");

  private Hanging() {}

  /**
   * Something of one patient.
   *
   * @param type FHIR type
   * @param refers names of what it refers to
   * @param ofVisit whether one of them is a visit
   */
  record Thing(String type, Set<String> refers, boolean ofVisit) {}

  /**
   * What hangs on a visit.
   *
   * @param things all that the patient has, by name
   */
  static Set<String> on(String visit, Map<String, Thing> things) {
    Set<String> hanging = new HashSet<>();
    things.forEach(
        (name, thing) -> {
          if (!OF_THE_PERSON.contains(thing.type()) && thing.refers().contains(visit)) {
            hanging.add(name);
          }
        });
    boolean grew = true;
    while (grew) {
      grew = false;
      for (Map.Entry<String, Thing> one : things.entrySet()) {
        Thing thing = one.getValue();
        boolean free = !thing.ofVisit() && !OF_THE_PERSON.contains(thing.type());
        if (free && !hanging.contains(one.getKey()) && goesWith(one.getKey(), things, hanging)) {
          hanging.add(one.getKey());
          grew = true;
        }
      }
    }
    return hanging;
  }

  /** What is told together with something: an order with its results and specimens. */
  static Set<String> with(String start, Map<String, Thing> things) {
    Set<String> with = new HashSet<>(Set.of(start));
    boolean grew = true;
    while (grew) {
      grew = false;
      for (Map.Entry<String, Thing> one : things.entrySet()) {
        boolean free = !OF_THE_PERSON.contains(one.getValue().type());
        if (free && !with.contains(one.getKey()) && touches(one.getKey(), things, with)) {
          with.add(one.getKey());
          grew = true;
        }
      }
    }
    return with;
  }

  private static boolean touches(String name, Map<String, Thing> things, Set<String> some) {
    Thing thing = things.get(name);
    return some.stream()
        .anyMatch(
            other -> {
              Thing it = things.get(other);
              return (thing != null && thing.refers().contains(other))
                  || (it != null && it.refers().contains(name));
            });
  }

  /** Belongs to what hangs on the visit, and to nothing of another visit. */
  private static boolean goesWith(String name, Map<String, Thing> things, Set<String> hanging) {
    Thing thing = things.get(name);
    boolean goes = false;
    for (Map.Entry<String, Thing> other : things.entrySet()) {
      boolean belongs =
          other.getValue().refers().contains(name)
              || (thing != null && thing.refers().contains(other.getKey()));
      if (belongs && hanging.contains(other.getKey())) {
        goes = true;
      } else if (belongs
          && other.getValue().ofVisit()
          && !other.getValue().type().equals(ENCOUNTER)) {
        return false;
      }
    }
    return goes;
  }
}
