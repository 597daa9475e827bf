/** Tests of stops, pauses and starts. */
@org.jspecify.annotations.NullMarked
package dev.trestle.orchestration.source;
