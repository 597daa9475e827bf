/** Tests of the compiler of mappings. */
@org.jspecify.annotations.NullMarked
package dev.trestle.semantics.mapping.plan;
