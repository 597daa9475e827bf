package dev.trestle.kernel.site;

/**
 * The certificate a sender proved to own.
 *
 * @param subject its subject, RFC 2253
 * @param fingerprint SHA-256 of its DER form, lower-case hex
 */
public record ClientIdentity(String subject, String fingerprint) {}
