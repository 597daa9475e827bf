/** Tests of the report's figures; nothing is measured here. */
@org.jspecify.annotations.NullMarked
package dev.trestle.bench;
