package dev.trestle.identity.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A person as one Patient, and why it is so. Patient data.
 *
 * @param patient FHIR R4 Patient without an id: it is stored nowhere
 * @param choices in the order of the elements
 * @param rules which rules chose
 */
public record Golden(ObjectNode patient, List<Choice> choices, String rules) {
  public Golden {
    choices = List.copyOf(choices);
  }

  @Override
  public String toString() {
    return "Golden[" + choices.size() + " choices]";
  }

  /**
   * One value that is shown.
   *
   * @param element of Patient, for one of several with what it is for: {@code name official}
   * @param value the properties of the element, or the item of the list
   * @param same what it says, in a form that spelling does not change
   * @param verified whether a person has verified it
   * @param from the records that have it
   * @param alternatives what other records say, best first
   */
  public record Choice(
      String element,
      JsonNode value,
      String same,
      boolean verified,
      List<UUID> from,
      List<Alternative> alternatives) {
    public Choice {
      from = List.copyOf(from);
      alternatives = List.copyOf(alternatives);
    }

    /** What a record says of it, the best first: {@link #same} of the value or an alternative. */
    public List<String> saidBy(UUID record) {
      List<String> said = new ArrayList<>();
      if (from.contains(record)) {
        said.add(same);
      }
      alternatives.stream()
          .filter(other -> other.from().contains(record))
          .forEach(other -> said.add(other.same()));
      return said;
    }

    @Override
    public String toString() {
      return "Choice[" + element + "]";
    }
  }

  /**
   * A value that is not shown.
   *
   * @param same as of a choice
   * @param verified as of a choice: another one of the slot is, too
   * @param lostBy the criterion that decided, {@code nothing} when none did
   */
  public record Alternative(
      JsonNode value, String same, boolean verified, List<UUID> from, String lostBy) {
    public Alternative {
      from = List.copyOf(from);
    }

    @Override
    public String toString() {
      return "Alternative[" + lostBy + "]";
    }
  }
}
