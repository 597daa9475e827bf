/**
 * The canonical FHIR R4 store: folds statements into versions of resources, seals them, and reads
 * and finds them again. Start with {@link dev.trestle.records.apply.RecordStore} for writing and
 * {@link dev.trestle.records.read.RecordReader} for reading. It knows nothing of messages,
 * mappings, HTTP or who is the same person.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.records;
