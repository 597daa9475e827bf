/**
 * What makes the audit worth something: it is sealed in signed, chained blocks ({@link
 * dev.trestle.app.audit.BlockSealer}), proved whole ({@link dev.trestle.app.audit.ChainCheck}),
 * searched, exported and reported. Events are recorded through {@link
 * dev.trestle.app.security.AuditLog}; nothing here changes one.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.audit;
