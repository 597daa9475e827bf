package dev.trestle.app.command;

import picocli.CommandLine.Option;

/** The options that choose ports, the same for {@code up} and {@code demo}. */
final class PortOptions {
  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      defaultValue = "8443",
      description = "Port of the HTTPS API on loopback; 0 = any free one (default: 8443).")
  int http = 8443;

  @Option(
      names = "--mllp-port",
      paramLabel = "PORT",
      defaultValue = "2575",
      description = "Port of the MLLP listener on loopback; 0 = any free one (default: 2575).")
  int mllp = 2575;
}
