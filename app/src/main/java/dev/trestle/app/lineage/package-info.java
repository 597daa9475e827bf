/**
 * Lineage: from any element of any version back to the bytes, the rule and the table row that set
 * it (DESIGN §1 promise 5). Start with {@link dev.trestle.app.lineage.Lineage}. It only reads; what
 * cannot be told any more is said, and is never a failure.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.lineage;
