/** Tests of code tables and of how codes are written. */
@org.jspecify.annotations.NullMarked
package dev.trestle.semantics.mapping.terminology;
