/** Tests of counting by the minute. */
@org.jspecify.annotations.NullMarked
package dev.trestle.orchestration.traffic;
