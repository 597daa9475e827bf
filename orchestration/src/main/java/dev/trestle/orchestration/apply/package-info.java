/**
 * Translates ready entries and commits their effect together with the outcome row that makes it
 * exactly-once. Start with {@link dev.trestle.orchestration.apply.Committer}.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.orchestration.apply;
