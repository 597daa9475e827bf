/**
 * TLS for listeners and clients: which files hold keys and trust, which protocol versions and
 * cipher suites are spoken, which client certificates are let in. Start with {@link
 * dev.trestle.transport.tls.TlsSettings}.
 *
 * <p>It must not open sockets and must never put key material or passwords into a text.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.transport.tls;
