package dev.trestle.sandbox.dialect;

/**
 * How often things happen at a hospital, as probabilities.
 *
 * @param resent a message is sent again a little later, same bytes
 * @param late a message arrives after newer ones
 * @param reusedControlId a control id is used for other content
 * @param cancelled an admission, transfer or discharge is cancelled
 * @param deleted an update deletes values with {@code ""}
 * @param storm an update is followed by a storm of updates
 * @param partial a later report has only some of the panel
 * @param corrected a final result is corrected
 */
public record Habits(
    double resent,
    double late,
    double reusedControlId,
    double cancelled,
    double deleted,
    double storm,
    double partial,
    double corrected) {}
