/** Tests of the report's figures and form. */
@org.jspecify.annotations.NullMarked
package dev.trestle.bench.report;
