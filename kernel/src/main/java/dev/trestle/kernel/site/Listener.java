package dev.trestle.kernel.site;

import java.util.List;

/**
 * One MLLP port.
 *
 * @param name for logs and metrics
 * @param host address to bind; loopback by default
 * @param port 0 for any free one
 * @param tls whether the port speaks TLS
 * @param plainTextAllowed the site says in as many words that plain text may leave loopback
 * @param tlsSettings certificates and who must show one; not looked at without TLS
 * @param sources the sources that may send here, looked through in this order
 * @param catchAll source of senders that fit none
 */
public record Listener(
    String name,
    String host,
    int port,
    boolean tls,
    boolean plainTextAllowed,
    ListenerTls tlsSettings,
    List<SourceName> sources,
    SourceName catchAll) {
  public Listener {
    sources = List.copyOf(sources);
  }

  /** With Trestle's own certificate, and none asked of senders. */
  public Listener(
      String name,
      String host,
      int port,
      boolean tls,
      boolean plainTextAllowed,
      List<SourceName> sources,
      SourceName catchAll) {
    this(name, host, port, tls, plainTextAllowed, ListenerTls.OWN, sources, catchAll);
  }
}
