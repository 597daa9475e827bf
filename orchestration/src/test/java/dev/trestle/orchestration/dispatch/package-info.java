/** Tests of the order in which entries run. */
@org.jspecify.annotations.NullMarked
package dev.trestle.orchestration.dispatch;
