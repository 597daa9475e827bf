package dev.trestle.identity.golden;

import tools.jackson.databind.JsonNode;

/**
 * One value of one record.
 *
 * @param place of the record among the person's, in the order of their ids
 * @param slot values of one slot exclude each other
 * @param same values that say the same
 * @param known no placeholder
 * @param verified whether a person has verified it
 */
record Value(
    SourceRecord record,
    int place,
    String slot,
    String same,
    JsonNode json,
    Said said,
    boolean known,
    boolean verified) {
  /** How many leaves it has. */
  int leaves() {
    return leaves(json);
  }

  private static int leaves(JsonNode node) {
    if (node.isValueNode()) {
      return 1;
    }
    int leaves = 0;
    for (JsonNode child : node) {
      leaves += leaves(child);
    }
    return leaves;
  }

  @Override
  public String toString() {
    return "Value[" + place + "]";
  }
}
