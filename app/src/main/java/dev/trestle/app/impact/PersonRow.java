package dev.trestle.app.impact;

import java.util.List;

/**
 * A person that a cause touched. Ids only.
 *
 * @param number of its eldest record; where the next page begins
 * @param person its id
 * @param patients ids of those of its Patients that were touched
 * @param versions that came of the cause
 */
public record PersonRow(long number, String person, List<String> patients, long versions) {
  public PersonRow {
    patients = List.copyOf(patients);
  }
}
