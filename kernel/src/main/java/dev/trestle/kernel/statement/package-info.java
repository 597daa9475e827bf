/**
 * What one message says about one resource, named by business keys. Start with {@link
 * dev.trestle.kernel.statement.Statement}. Turning keys into ids and folding statements is done by
 * the records module.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.kernel.statement;
