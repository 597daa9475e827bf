/**
 * The mapping language as written: maps and rules with the file, line and layer of every property,
 * overlays, and the checks that need no message. Start with {@link
 * dev.trestle.semantics.mapping.rule.EffectiveMapping}. Nothing here runs on messages.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.semantics.mapping.rule;
