package dev.trestle.records.apply;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.statement.ResourceKey;
import java.util.Map;

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

  static Finding numberOfAnother() {
    return Finding.error(
        ProblemCode.IDENTIFIERS_DISAGREE,
        "PID-3",
        "A number here moved to another patient after this was said, and what was said under"
            + " it is not known apart from what was said under the other numbers.");
  }

  static Finding saidBeforeTheMove() {
    return Finding.warning(
        ProblemCode.RETIRED_IDENTIFIER,
        "PID-3",
        "The number moved to another patient after this was said; what is said of the patient"
            + " stays with the one who had it, all else is filed with the one who has it.");
  }

  static Finding listOfNumber() {
    return Finding.error(
        ProblemCode.IDENTIFIERS_DISAGREE,
        "PID-3",
        "The number moved to another patient after this was said, and a complete list of"
            + " something or a move is said under it.");
  }

  static Finding splitNumbers() {
    return unmoved(
        "PID-3",
        "The numbers are those of one record, and no other number says whose they are to be.");
  }

  static Finding oneRecord() {
    return unmoved(
        "MRG-1", "The patient they move from and the one they move to are one record here.");
  }

  static Finding notTheirs() {
    return unmoved("MRG-1", "The number that moves is not one of the patient that MRG names.");
  }

  static Finding numbersApart() {
    return unmoved("MRG-1", "The numbers that move together are not of one patient here.");
  }

  static Finding twoAtOnce() {
    return unmoved("MRG-1", "The number moved to another patient at the same time already.");
  }

  static Finding saidSince() {
    return unmoved(
        "MRG-1",
        "The patient who had the number was spoken of by it since it moved."
            + " Send the corrections under the number again after this.");
  }

  static Finding notListed() {
    return unmoved(
        "PID-3",
        "The patient has other numbers, and PID-3 does not list the one that moves: whether it"
            + " moves alone is not said.");
  }

  /**
   * @param counts by under which numbers they were said, how many of each type
   */
  static Finding chartedUnderNumber(Map<Listings.Under, Map<String, Integer>> counts) {
    StringBuilder text =
        new StringBuilder("More than the patient was said under the number that moves:");
    counts.forEach(
        (under, types) -> {
          text.append(
              switch (under) {
                case MOVED -> " under it alone";
                case BOTH -> " under others of the patient too";
                case OTHERS, UNKNOWN -> " under numbers that are not known any more";
              });
          types.forEach((type, many) -> text.append(' ').append(many).append(' ').append(type));
          text.append(';');
        });
    text.append(
        " ask for the moves of its visits or accounts (A45, A44) and try again, or for the merge"
            + " (A40) if it is one person.");
    return unmoved("MRG-1", text.toString());
  }

  private static Finding unmoved(String location, String text) {
    return Finding.error(ProblemCode.MERGE_NOT_MAPPED, location, text + " Nothing is moved.");
  }

  static Finding insurance() {
    return Finding.warning(
        ProblemCode.STATE_CHANGE_KEPT,
        "PID-18",
        "The account names insurance or guarantors of the patient it was of; they stay there.");
  }
}
