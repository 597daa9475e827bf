package dev.trestle.semantics.plausibility;

import dev.trestle.kernel.site.Validation;
import org.jspecify.annotations.Nullable;

/**
 * Codes that patients of one sex do not have.
 *
 * @param never the administrative sex
 * @param olderThanYears younger patients are not judged; 0 judges all, also of unknown age
 * @param severity what becomes of the message, or null: as the source says
 */
record CodeRule(
    String id, String says, String never, int olderThanYears, @Nullable Validation severity)
    implements Rule {}
