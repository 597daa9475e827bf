/**
 * FHIR search over the sealed store. Start with {@link dev.trestle.records.search.RecordSearch}: a
 * query is parsed into criteria, the index proposes candidates, and every candidate is opened and
 * checked before it is a hit. HTTP is not done here.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.records.search;
