/** Tests. */
@org.jspecify.annotations.NullMarked
package dev.trestle.orchestration.source;
