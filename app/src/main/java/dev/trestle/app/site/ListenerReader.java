package dev.trestle.app.site;

import dev.trestle.kernel.problem.NearestName;
import dev.trestle.kernel.site.HealthSystem;
import dev.trestle.kernel.site.Listener;
import dev.trestle.kernel.site.ListenerTls;
import dev.trestle.kernel.site.ListenerTls.ClientCertificates;
import dev.trestle.kernel.site.PemReference;
import dev.trestle.kernel.site.SourceName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The listeners in {@code site.yaml}. */
final class ListenerReader {
  private static final String ENVIRONMENT_NAME = "[A-Za-z_][A-Za-z0-9_]*";
  private static final String PLAIN_TEXT_WORDS = "allowed beyond loopback";

  private final List<String> sources;
  private final Set<String> bound;
  private final List<SiteText> certificates;

  ListenerReader(List<HealthSystem> systems, List<SiteText> certificates) {
    this.certificates = certificates;
    this.bound =
        systems.stream()
            .flatMap(system -> system.sources().stream())
            .filter(source -> !source.certificates().entries().isEmpty())
            .map(source -> source.name().toString())
            .collect(Collectors.toSet());
    this.sources =
        systems.stream()
            .flatMap(system -> system.sources().stream())
            .map(source -> source.name().toString())
            .toList();
  }

  List<Listener> read(YamlItem root) {
    List<Listener> listeners = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Set<String> addresses = new HashSet<>();
    for (YamlItem item : root.items("listeners")) {
      Listener listener = listener(item);
      if (!names.add(listener.name())) {
        item.mistake("there are two listeners `" + listener.name() + "`");
      }
      if (listener.port() != 0 && !addresses.add(listener.host() + ":" + listener.port())) {
        item.mistakeAt("port", "another listener has the port " + listener.port() + " already");
      }
      listeners.add(listener);
    }
    if (listeners.isEmpty()) {
      root.mistake("a site needs at least one listener");
    }
    return listeners;
  }

  private Listener listener(YamlItem item) {
    boolean plain = !item.flag("tls", true);
    Listener listener =
        new Listener(
            item.required("name"),
            item.text("host").orElse("127.0.0.1"),
            port(item),
            !plain,
            plainText(item),
            tls(item, plain),
            item.texts("sources").stream()
                .flatMap(text -> source(item, "sources", text).stream())
                .toList(),
            source(item, "catch-all", item.required("catch-all"))
                .orElse(new SourceName("missing", "missing")));
    checkPlainText(item, listener);
    checkCertificates(item, listener);
    item.done();
    return listener;
  }

  private static boolean plainText(YamlItem item) {
    Optional<String> words = item.text("plain-text");
    if (words.isPresent() && !words.get().equals(PLAIN_TEXT_WORDS)) {
      item.mistakeAt("plain-text", "it is allowed by the words `" + PLAIN_TEXT_WORDS + "`");
    }
    return words.isPresent();
  }

  /** Names are looked up when the port opens; these need no look-up. */
  private static void checkPlainText(YamlItem item, Listener listener) {
    boolean loopback =
        listener.host().startsWith("127.")
            || listener.host().equals("localhost")
            || listener.host().equals("::1");
    if (!listener.tls() && !loopback && !listener.plainTextAllowed()) {
      item.mistakeAt(
          "tls",
          "patient data would cross the network in plain text; leave `tls: false` out, bind to"
              + " 127.0.0.1, or write `plain-text: "
              + PLAIN_TEXT_WORDS
              + "`");
    }
  }

  /** Otherwise nobody could ever speak as the source. */
  private void checkCertificates(YamlItem item, Listener listener) {
    if (listener.tlsSettings().clientCertificates() != ClientCertificates.NONE) {
      return;
    }
    Stream.concat(listener.sources().stream(), Stream.of(listener.catchAll()))
        .map(SourceName::toString)
        .filter(bound::contains)
        .distinct()
        .forEach(
            name ->
                item.mistake(
                    "`"
                        + name
                        + "` is bound to certificates, and this listener asks for none; write"
                        + " `client-certificates: required` and `trust`"));
  }

  private ListenerTls tls(YamlItem item, boolean plain) {
    ClientCertificates asked =
        item.constant("client-certificates", ClientCertificates.values())
            .orElse(ClientCertificates.NONE);
    ListenerTls tls =
        new ListenerTls(
            item.text("certificate")
                .map(text -> publicFile(item, "certificate", text))
                .orElse(null),
            item.text("key")
                .map(text -> new PemReference(secret(item, "key", text), null))
                .orElse(null),
            item.text("key-password").map(text -> secret(item, "key-password", text)).orElse(null),
            asked,
            item.text("trust").map(text -> publicFile(item, "trust", text)).orElse(null));
    if ((tls.certificate() == null) != (tls.key() == null)) {
      item.mistake("`certificate` and `key` stand together");
    }
    if ((asked == ClientCertificates.NONE) != (tls.trust() == null)) {
      item.mistake(
          "`client-certificates: required | optional` and `trust` (whose certificates) stand"
              + " together");
    }
    if (plain && !tls.equals(ListenerTls.OWN)) {
      item.mistakeAt("tls", "a listener in plain text has no certificates");
    }
    return tls;
  }

  /** A file of the site, or a secret. */
  private PemReference publicFile(YamlItem item, String key, String text) {
    if (text.startsWith("secret:")) {
      return new PemReference(secret(item, key, text), null);
    }
    List<String> known = certificates.stream().map(SiteText::path).toList();
    @Nullable String found =
        certificates.stream()
            .filter(file -> file.path().equals(text))
            .map(SiteText::text)
            .findFirst()
            .orElse(null);
    if (found == null) {
      String hint =
          known.isEmpty() ? "; write " + ClearSecrets.REFERENCES : NearestName.hint(text, known);
      item.mistakeAt(key, "the site has no file `" + text + "` in tls/" + hint);
    }
    return new PemReference(text, found == null ? "" : found);
  }

  private static String secret(YamlItem item, String key, String text) {
    boolean known =
        text.matches("secret:file:.+") || text.matches("secret:env:" + ENVIRONMENT_NAME);
    if (!known) {
      // The text is not repeated: it can be the secret itself.
      item.mistakeAt(key, "`" + key + "` is written " + ClearSecrets.REFERENCES);
    }
    return text;
  }

  private static int port(YamlItem item) {
    try {
      int port = Integer.parseInt(item.required("port"));
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException notANumber) {
      // falls through: said below, with its line
    }
    item.mistakeAt("port", "`port` is a number from 0 (any free one) to 65535");
    return 0;
  }

  private Optional<SourceName> source(YamlItem item, String key, String text) {
    if (sources.contains(text)) {
      return Optional.of(SourceName.parse(text));
    }
    item.mistakeAt(key, "there is no source `" + text + "`" + NearestName.hint(text, sources));
    return Optional.empty();
  }
}
