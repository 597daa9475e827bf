package dev.trestle.transport.mllp;

import dev.trestle.transport.tls.TlsSettings;
import org.jspecify.annotations.Nullable;

/**
 * One listener.
 *
 * @param name how it is called in incidents, logs and errors
 * @param host address or name to bind; {@code 0.0.0.0} for every interface
 * @param port 0 for any free one
 * @param tls null for plain text, which is refused on other than loopback addresses unless {@code
 *     plainTextAllowed}
 * @param plainTextAllowed the site says in as many words that patient data may cross the network
 *     unencrypted
 */
public record MllpListenerSettings(
    String name,
    String host,
    int port,
    @Nullable TlsSettings tls,
    boolean plainTextAllowed,
    ListenerLimits limits,
    ListenerPatience patience) {

  /** With the default limits and times. */
  public static MllpListenerSettings of(
      String name, String host, int port, @Nullable TlsSettings tls) {
    return new MllpListenerSettings(
        name, host, port, tls, false, ListenerLimits.DEFAULT, ListenerPatience.DEFAULT);
  }

  public MllpListenerSettings with(ListenerLimits other) {
    return new MllpListenerSettings(name, host, port, tls, plainTextAllowed, other, patience);
  }

  public MllpListenerSettings with(ListenerPatience other) {
    return new MllpListenerSettings(name, host, port, tls, plainTextAllowed, limits, other);
  }

  public MllpListenerSettings allowingPlainText() {
    return new MllpListenerSettings(name, host, port, tls, true, limits, patience);
  }
}
