package dev.trestle.records.apply;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.statement.ResourceKey;

/** What a person is told about moves. */
final class MoveFindings {
  private MoveFindings() {}

  static Finding disagreement(ResourceKey key) {
    return Finding.error(
        ProblemCode.IDENTIFIERS_DISAGREE,
        "",
        "Two identifiers of the same " + key.type() + " lead to two different resources.");
  }

  static Finding tooLarge() {
    return Finding.error(
        ProblemCode.MERGE_NOT_MAPPED,
        "MRG",
        "The chart is too large to find what has to go along; nothing is moved.");
  }

  static Finding twoAccounts() {
    return Finding.error(
        ProblemCode.MERGE_NOT_MAPPED,
        "PID-18",
        "A visit of this account names another account too; nothing is moved.");
  }

  static Finding visitOfBoth() {
    return Finding.error(
        ProblemCode.IDENTIFIERS_DISAGREE,
        "PID-18",
        "Both patients have a visit of one number; nothing is moved.");
  }

  static Finding visitOfAnother() {
    return Finding.warning(
        ProblemCode.RETIRED_IDENTIFIER,
        "PV1-19",
        "The visit was moved to another patient; what is said of it is filed there.");
  }

  static Finding thingOfAnother() {
    return Finding.warning(
        ProblemCode.RETIRED_IDENTIFIER,
        "PID-3",
        "This was moved to another patient with its visit; what is said of it is filed there.");
  }

  static Finding withAnotherVisit() {
    return Finding.error(
        ProblemCode.ORDER_OTHER_PATIENT,
        "PV1-19",
        "This went to another patient with its visit, and comes with another visit now.");
  }

  static Finding orderOfAnother() {
    return Finding.warning(
        ProblemCode.ORDER_OTHER_PATIENT,
        "OBR",
        "The number of this order was seen for another patient before; nothing of that one"
            + " is changed.");
  }

  static Finding insurance() {
    return Finding.warning(
        ProblemCode.STATE_CHANGE_KEPT,
        "PID-18",
        "The account names insurance or guarantors of the patient it was of; they stay there.");
  }
}
