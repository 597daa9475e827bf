/**
 * What the store can be searched by: FHIR types, search parameters and how their values are read
 * from a resource, and the keyed tokens and hashes that stand for them in the index. Start with
 * {@link dev.trestle.records.index.Indexer}. Pure.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.records.index;
