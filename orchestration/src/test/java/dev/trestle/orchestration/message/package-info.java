/** Tests of finding messages again, on real PostgreSQL. */
@org.jspecify.annotations.NullMarked
package dev.trestle.orchestration.message;
