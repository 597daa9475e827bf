package dev.trestle.transport.tls;

/** Whether a TLS listener asks its peers for a certificate. */
public enum ClientAuth {
  /** Never asked. */
  NONE,
  /** Asked; a peer without one is let in, a peer with one that is not trusted is not. */
  WANTED,
  /** Asked; a peer without a trusted one does not get through the handshake. */
  REQUIRED
}
