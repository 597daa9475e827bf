package dev.trestle.app.command;

import java.util.Base64;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code trestle incidents}: what touched a port and did not become a message. */
@Command(
    name = "incidents",
    mixinStandardHelpOptions = true,
    description = "What touched a port and did not become a message: list, show.",
    subcommands = {IncidentsCommand.List.class, IncidentsCommand.Show.class})
final class IncidentsCommand extends CommandGroup {
  private static final String PATH = "/api/incidents";

  /** {@code trestle incidents list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Incidents by kind, and the newest one by one. Holds no patient data.")
  static final class List extends ConnectedCommand {
    @Option(names = "--kind", description = "Only those, for example frame-cut.")
    private String kind = "";

    @Option(names = "--before", description = "Only those with a lower number: the next page.")
    private long before;

    @Option(names = "--json", description = "The answer of the API as it is.")
    private boolean json;

    @Override
    public Integer call() {
      JsonNode listing = trestle().get(PATH + "?code=" + kind + "&before=" + before);
      if (json) {
        out().println(listing);
        return ExitCode.OK;
      }
      for (JsonNode one : listing.path("kinds")) {
        out()
            .printf(
                "%d × %s, last %s%n  %s%n",
                one.path("count").asLong(),
                one.path("code").asString(),
                one.path("last").asString(),
                one.path("advice").asString());
      }
      for (JsonNode one : listing.path("incidents")) {
        int times = one.path("incidents").asInt();
        out()
            .printf(
                "%d  %s  %s%s from %s at %s, %d bytes%n",
                one.path("id").asLong(),
                one.path("at").asString(),
                one.path("code").asString(),
                times > 1 ? " × " + times : "",
                one.path("peer").asString(),
                one.path("listener").asString(),
                one.path("totalBytes").asLong());
      }
      return ExitCode.OK;
    }
  }

  /** {@code trestle incidents show}. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "What came, with control bytes visible. Can be patient data; it is audited.")
  static final class Show extends ConnectedCommand {
    @Parameters(paramLabel = "INCIDENT", description = "Number of the incident.")
    private long id;

    @Override
    public Integer call() {
      JsonNode content = trestle().get(PATH + "/" + id + "/bytes");
      byte[] first = Base64.getDecoder().decode(content.path("firstBytes").asString());
      out().println("SHA-256 of all bytes: " + content.path("sha256").asString());
      out().println("The first " + first.length + " bytes:");
      out().println(visible(first));
      return ExitCode.OK;
    }
  }

  /** Printable ASCII as it is, any other byte as {@code <0B>}; a line ends after CR and LF. */
  static String visible(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int b = bytes[i] & 0xFF;
      if (b >= ' ' && b <= '~') {
        text.append((char) b);
        continue;
      }
      text.append(String.format(Locale.ROOT, "<%02X>", b));
      boolean pair = b == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n';
      if (!pair && (b == '\r' || b == '\n')) {
        text.append(System.lineSeparator());
      }
    }
    return text.toString();
  }
}
