package dev.trestle.app.platform;

import dev.trestle.kernel.site.Listener;
import dev.trestle.kernel.site.ListenerTls;
import dev.trestle.kernel.site.PemReference;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.transport.mllp.ListenerLimits;
import dev.trestle.transport.mllp.MllpListenerSettings;
import dev.trestle.transport.tls.ClientAllowList;
import dev.trestle.transport.tls.ClientAuth;
import dev.trestle.transport.tls.KeyFile;
import dev.trestle.transport.tls.PemText;
import dev.trestle.transport.tls.ServerIdentity;
import dev.trestle.transport.tls.TlsSettings;
import java.util.stream.Stream;

/** What the site says about a listener in the words of transport; reads the secrets it names. */
final class ListenerSettings {
  private final ServerIdentity own;

  ListenerSettings(ServerIdentity own) {
    this.own = own;
  }

  /**
   * Settings of a listener.
   *
   * @throws dev.trestle.kernel.problem.TrestleException SITE_INVALID a secret is not there
   */
  MllpListenerSettings of(Listener listener, Site site) {
    MllpListenerSettings settings =
        MllpListenerSettings.of(
                listener.name(),
                listener.host(),
                listener.port(),
                listener.tls() ? tls(listener.tlsSettings()) : null)
            .with(ListenerLimits.DEFAULT.withMessageBytes(longestMessage(listener, site)));
    return listener.plainTextAllowed() ? settings.allowingPlainText() : settings;
  }

  /** A source can take less than its port does: intake sees to that. */
  static long longestMessage(Listener listener, Site site) {
    return Stream.concat(listener.sources().stream(), Stream.of(listener.catchAll()))
        .flatMap(name -> site.source(name).stream())
        .mapToLong(Source::messageLimitBytes)
        .max()
        .orElse(Source.MESSAGE_LIMIT_BYTES);
  }

  private TlsSettings tls(ListenerTls tls) {
    PemReference trust = tls.trust();
    return new TlsSettings(
        key(tls),
        switch (tls.clientCertificates()) {
          case NONE -> ClientAuth.NONE;
          case OPTIONAL -> ClientAuth.WANTED;
          case REQUIRED -> ClientAuth.REQUIRED;
        },
        trust == null ? null : pem(trust),
        // Who may speak for which source is asked for each message.
        ClientAllowList.EVERY_TRUSTED);
  }

  private KeyFile key(ListenerTls tls) {
    PemReference certificate = tls.certificate();
    PemReference key = tls.key();
    if (certificate == null || key == null) {
      return own.keyFile();
    }
    String password = tls.keyPassword();
    return new KeyFile.InMemory(
        pem(certificate), pem(key), password == null ? null : Secrets.read(password).strip());
  }

  private static PemText pem(PemReference reference) {
    String text = reference.text();
    return new PemText(
        reference.reference(), text == null ? Secrets.read(reference.reference()) : text);
  }
}
