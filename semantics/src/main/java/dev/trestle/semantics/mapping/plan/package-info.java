/**
 * A mapping compiled: paths as numbers, tables as hash maps, conditions as small objects. Start
 * with {@link dev.trestle.semantics.mapping.plan.Plan}; {@link
 * dev.trestle.semantics.mapping.plan.PlanCompiler} makes one and holds the static checks. Immutable
 * and thread-safe; nothing here reads YAML text.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.semantics.mapping.plan;
