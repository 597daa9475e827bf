/**
 * Bearer tokens and the audit of what was read. Start with {@link
 * dev.trestle.app.security.TokenStore}.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.security;
