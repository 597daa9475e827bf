package dev.trestle.app.platform;

import dev.trestle.app.site.SiteText;
import dev.trestle.app.site.SiteVersion;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Sites of tests, as files. */
final class Sites {
  private Sites() {}

  /** One health system with an ADT and a laboratory feed, told apart by MSH-3. */
  static List<SiteText> mercy(String listeners, String authorities, String ofAdt) {
    return List.of(
        new SiteText("site.yaml", "listeners:\n" + listeners),
        new SiteText(
            "health-systems/mercy.yaml",
            """
            id: mercy
            zone: America/Chicago
            authorities:
            %s
            sources:
              - name: adt
                senders: [{application: ADT}]
            %s
              - name: lab
                senders: [{application: LAB}]
              - name: other
            """
                .formatted(
                    authorities.indent(2).stripTrailing(), ofAdt.indent(4).stripTrailing())));
  }

  static String listener(String name, int port, String more) {
    return """
          - name: %s
            port: %d
            sources: [mercy/adt, mercy/lab]
            catch-all: mercy/other
        %s
        """
        .formatted(name, port, more.indent(4).stripTrailing());
  }

  static SiteVersion version(List<SiteText> texts) {
    return SiteVersion.of(texts, "of a test");
  }

  static List<SiteText> with(List<SiteText> texts, String path, String text) {
    List<SiteText> all = new ArrayList<>(texts);
    all.removeIf(file -> file.path().equals(path));
    all.add(new SiteText(path, text));
    return all;
  }

  /** As the console's form sends them. */
  static String form(List<SiteText> texts) {
    StringBuilder form = new StringBuilder();
    for (SiteText text : texts) {
      form.append(form.isEmpty() ? "" : "&")
          .append("path=")
          .append(URLEncoder.encode(text.path(), StandardCharsets.UTF_8))
          .append("&text=")
          .append(URLEncoder.encode(text.text(), StandardCharsets.UTF_8));
    }
    return form.toString();
  }

  /**
   * A port that stays free while nobody listens on it: none that a system gives to outgoing
   * connections, which begin at 32768.
   */
  static int freePort() throws IOException {
    int port;
    do {
      port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
    } while (!isFree(port));
    return port;
  }

  private static boolean isFree(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (BindException taken) {
      return false;
    }
  }
}
