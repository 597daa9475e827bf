package dev.trestle.app.command;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code trestle identity links, link, unlink}. */
final class IdentityLinks {
  private static final String PATH = IdentityCommand.PATH + "/links";

  private IdentityLinks() {}

  /** {@code trestle identity links}. */
  @Command(
      name = "links",
      mixinStandardHelpOptions = true,
      description = "The links that stand, newest first.")
  static final class Links extends IdentityCommand.Connected {
    @Option(names = "--below", description = "Only links with a lower number: the next page.")
    private long below = Long.MAX_VALUE;

    @Override
    public Integer call() {
      for (JsonNode link : trestle().get(PATH + "?below=" + below)) {
        out()
            .printf(
                "%d  %s <- %s  %s by %s at %s: %s%s%n",
                link.path("id").asLong(),
                link.path("survivor").asString(),
                link.path("retired").asString(),
                link.path("kind").asString(),
                link.path("actor").asString(),
                link.path("at").asString(),
                link.path("reason").asString(),
                link.path("made").asBoolean() ? "" : "  (not made: see reviews)");
      }
      return ExitCode.OK;
    }
  }

  /** {@code trestle identity changes}. */
  @Command(
      name = "changes",
      mixinStandardHelpOptions = true,
      description = {
        "Records that went to another person, in the order in which it took effect. A person is",
        "named by the id of its eldest record. Applications ask GET /fhir/Patient/$person-changes."
      })
  static final class Changes extends IdentityCommand.Connected {
    @Option(names = "--after", description = "Only changes with a higher number: the next page.")
    private long after;

    @Option(
        names = "--view",
        paramLabel = "VIEW",
        description =
            "linked (default), or confirmed: persons without links by probability alone, as tokens"
                + " with that view are shown them.")
    private String view = "linked";

    @Override
    public Integer call() {
      String query =
          "/changes?after=" + after + "&view=" + URLEncoder.encode(view, StandardCharsets.UTF_8);
      for (JsonNode change : trestle().get(IdentityCommand.PATH + query)) {
        out()
            .printf(
                "%d  %s  %s -> %s at %s%s%n",
                change.path("id").asLong(),
                change.path("patient").asString(),
                change.path("from").asString(),
                change.path("to").asString(),
                change.path("at").asString(),
                change.path("parted").asBoolean() ? "  (parted)" : "");
      }
      return ExitCode.OK;
    }
  }

  /** {@code trestle identity link}. */
  @Command(
      name = "link",
      mixinStandardHelpOptions = true,
      description = "Two Patients are one person: reads gather what belongs to both.")
  static final class Link extends IdentityCommand.Connected {
    @Parameters(index = "0", paramLabel = "PATIENT", description = "Id or Patient/id.")
    private String first = "";

    @Parameters(index = "1", paramLabel = "PATIENT", description = "Id or Patient/id.")
    private String second = "";

    @Option(names = "--reason", required = true, description = "Why; stands in the ledger.")
    private String reason = "";

    @Override
    public Integer call() {
      JsonNode done =
          trestle().post(PATH, Map.of("first", first, "second", second, "reason", reason));
      boolean proposed = done.path("step").asString().equals("proposed");
      out().println(proposed ? "proposed; somebody else has to agree" : "linked");
      return ExitCode.OK;
    }
  }

  /** {@code trestle identity unlink}. */
  @Command(
      name = "unlink",
      mixinStandardHelpOptions = true,
      description = {
        "Takes a link apart, whoever made it: reads are as if it had never been. The two stay",
        "apart, whatever comes in later, until a person links them again."
      })
  static final class Unlink extends IdentityCommand.Connected {
    @Parameters(paramLabel = "LINK", description = "Number of the link.")
    private long id;

    @Option(names = "--reason", required = true, description = "Why; stands in the ledger.")
    private String reason = "";

    @Override
    public Integer call() {
      trestle().post(PATH + "/" + id + "/unlink", Map.of("reason", reason));
      out().println("unlinked " + id);
      return ExitCode.OK;
    }
  }
}
