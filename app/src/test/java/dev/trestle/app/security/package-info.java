/** Tests of tokens and of the audit, on a real PostgreSQL. */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.security;
