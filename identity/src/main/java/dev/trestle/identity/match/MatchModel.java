package dev.trestle.identity.match;

import dev.trestle.identity.standard.Nicknames;
import dev.trestle.identity.standard.Placeholders;
import java.util.List;
import java.util.Map;

/**
 * The weights, thresholds and placeholders of the comparison: the algorithm as data.
 *
 * @param version hash of its text, 16 hexadecimal digits
 * @param same share of pairs that are the same person
 * @param household share of pairs of one household
 * @param reviewFrom posterior from which a person looks at a pair
 * @param bitsLimit no field says more
 * @param fields levels by field and name
 */
public record MatchModel(
    String version,
    double same,
    double household,
    double reviewFrom,
    double bitsLimit,
    Map<String, Map<String, Level>> fields,
    Placeholders placeholders,
    Nicknames nicknames) {
  /** In which the fields are compared and shown. */
  static final List<String> FIELDS =
      List.of("name", "birth-date", "sex", "ssn", "address", "phone", "email");

  Level level(String field, String name) {
    Level level = fields.getOrDefault(field, Map.of()).get(name);
    if (level == null) {
      throw new IllegalStateException("the model has no level " + field + " " + name);
    }
    return level;
  }

  @Override
  public String toString() {
    return "MatchModel[" + version + "]";
  }
}
