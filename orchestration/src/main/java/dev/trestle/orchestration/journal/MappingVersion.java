package dev.trestle.orchestration.journal;

import java.time.Instant;

/**
 * By what an entry was translated. The same three give the same translation to the byte.
 *
 * @param number in {@code outcome.mapping}
 * @param mapping hash of the effective mapping, as in the stamps of statements
 * @param site version of the site
 * @param release of Trestle
 * @param since first used
 */
public record MappingVersion(
    int number, String mapping, String site, String release, Instant since) {}
