package dev.trestle.semantics.plausibility;

import dev.trestle.kernel.site.Validation;
import org.jspecify.annotations.Nullable;

/**
 * What the results of some LOINC codes are measured in and how far they go.
 *
 * @param range as people read it: {@code 0 to 500 /min}
 * @param low the least, in base units
 * @param high the most, in base units
 * @param bare whether a number without a unit is judged too
 * @param severity what becomes of the message, or null: as the source says
 */
record ValueRule(
    String id,
    String says,
    Unit unit,
    String range,
    double low,
    double high,
    boolean bare,
    @Nullable Validation severity)
    implements Rule {}
