/** Tests of the sealed audit, on a real PostgreSQL, by people who tamper with it. */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.audit;
