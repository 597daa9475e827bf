package dev.trestle.app.command;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code trestle audit}: who did what, and proof that nobody changed it. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = "The audit: verify, export, report, key.",
    subcommands = {
      AuditVerify.class,
      AuditFiles.Export.class,
      AuditFiles.Report.class,
      AuditCommand.Key.class
    })
final class AuditCommand extends CommandGroup {
  static final String PATH = "/api/audit";

  /** {@code trestle audit key}. */
  @Command(
      name = "key",
      mixinStandardHelpOptions = true,
      description = "The public key that signs the audit. Note it outside of this machine.",
      subcommands = AuditCommand.Rotate.class)
  static final class Key extends ConnectedCommand {
    @Override
    public Integer call() {
      out().println(trestle().get(PATH + "/key").path("publicKey").asString());
      return ExitCode.OK;
    }
  }

  /** {@code trestle audit key rotate}. */
  @Command(
      name = "rotate",
      mixinStandardHelpOptions = true,
      description = "Makes a new key that signs from now on, and prints its public half.",
      footer = {
        "",
        "The old key signs the new one and seals the event of the change: whoever noted the old one",
        "can follow. Note the new one outside of this machine: reports are checked with it."
      })
  static final class Rotate extends ConnectedCommand {
    @Option(names = "--reason", required = true, description = "Why; stands in the audit.")
    private String reason = "";

    @Override
    public Integer call() {
      out()
          .println(
              trestle()
                  .post(PATH + "/key/rotate", Map.of("reason", reason))
                  .path("publicKey")
                  .asString());
      return ExitCode.OK;
    }
  }
}
