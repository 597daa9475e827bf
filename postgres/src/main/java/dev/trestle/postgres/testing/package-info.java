/**
 * A real PostgreSQL for the tests of every module. It stands in src/main so that other modules'
 * tests can use it with a plain test-scoped dependency; production code never refers to it. Start
 * with {@link dev.trestle.postgres.testing.TestDatabase#create}.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.postgres.testing;
