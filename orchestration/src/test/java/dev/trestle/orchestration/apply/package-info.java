/** Tests of the whole way under faults. */
@org.jspecify.annotations.NullMarked
package dev.trestle.orchestration.apply;
