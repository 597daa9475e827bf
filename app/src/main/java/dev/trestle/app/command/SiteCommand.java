package dev.trestle.app.command;

import dev.trestle.app.site.SiteFolder;
import dev.trestle.app.site.SiteReader;
import dev.trestle.app.site.SiteText;
import dev.trestle.app.site.SiteVersion;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code trestle site}: who is connected, as versions that are activated as a whole. */
@Command(
    name = "site",
    mixinStandardHelpOptions = true,
    description =
        "The site: check, replay, parallel, activate, rollback, history, show, mapping, unmapped.",
    subcommands = {
      SiteCommand.Check.class,
      SiteReplayCommand.class,
      SiteParallelCommand.class,
      SiteCommand.Activate.class,
      SiteCommand.Rollback.class,
      SiteCommand.History.class,
      SiteCommand.Show.class,
      SiteMappingCommand.class,
      SiteUnmappedCommand.class
    })
final class SiteCommand extends CommandGroup {
  static final String PATH = "/api/site";

  /** What all of them need. */
  abstract static class Printing implements Callable<Integer> {
    @SuppressWarnings("NullAway.Init") // filled by picocli
    @Spec
    private CommandSpec spec;

    PrintWriter out() {
      return spec.commandLine().getOut();
    }

    /** Prints every mistake; returns whether there was none. */
    boolean isGood(List<SiteText> texts) {
      SiteReader.Result result = SiteReader.read(texts);
      result.mistakes().forEach(mistake -> out().println(mistake));
      result.unchecked().forEach(each -> out().println("note " + each));
      return result.mistakes().isEmpty();
    }
  }

  /** {@code trestle site check}. */
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "Reads a site and shows every mistake with file and line. Needs no server.",
      footer = {
        "",
        "A line that begins with `note` says what a FHIR profile in profiles/ asks for and Trestle",
        "does not check (docs/profiles.md). It is no mistake.",
        "Exit code 0 when there is no mistake, 1 when there is one."
      })
  static final class Check extends Printing {
    @Parameters(paramLabel = "FOLDER", description = "Folder of the site.")
    private Path folder = Path.of("");

    @Override
    public Integer call() {
      List<SiteText> texts = SiteFolder.texts(folder);
      if (!isGood(texts)) {
        return ExitCode.NEGATIVE;
      }
      out().println("ok " + SiteVersion.of(texts, folder.toString()).hash());
      return ExitCode.OK;
    }
  }

  /** {@code replay 3: 12 of 2000 differ}. */
  private static String words(JsonNode replay) {
    return "replay "
        + replay.path("id").asLong()
        + ": "
        + replay.path("differ").asLong()
        + " of "
        + replay.path("compared").asLong()
        + " differ";
  }

  /** A change of the site of a running Trestle. */
  abstract static class Changing extends Printing {
    @Mixin private final DataOption data = new DataOption();

    @Option(names = "--reason", required = true, description = "Why; stands in the history.")
    private String reason = "";

    Integer change(String action, Map<String, Object> request) {
      Map<String, Object> body = new HashMap<>(request);
      body.put("reason", reason);
      JsonNode done = RunningTrestle.on(data.folder).post(PATH + "/" + action, body);
      String before = done.path("before").asString("");
      out()
          .printf(
              "active: %s, before: %s%n",
              SiteVersion.shortened(done.path("hash").asString()),
              before.isEmpty() ? "the default site" : SiteVersion.shortened(before));
      JsonNode replay = done.path("replay");
      out()
          .println(
              replay.isObject()
                  ? "replayed before: " + words(replay)
                  : "not replayed before (`trestle site replay` shows what stored messages become)");
      done.path("changes").forEach(this::print);
      done.path("steps").forEach(step -> out().println("  " + step.asString()));
      return ExitCode.OK;
    }

    private void print(JsonNode change) {
      JsonNode was = change.path("before");
      JsonNode is = change.path("after");
      String where = change.path("where").asString();
      if (!was.isString()) {
        out().println("+ " + where + ": " + is.asString());
      } else if (!is.isString()) {
        out().println("- " + where + ": " + was.asString());
      } else {
        out().println("~ " + where + ": " + was.asString() + " -> " + is.asString());
      }
    }
  }

  /** {@code trestle site activate}. */
  @Command(
      name = "activate",
      mixinStandardHelpOptions = true,
      description =
          "Makes a folder the active site while messages flow; as a whole, or not at all.",
      footer = {
        "",
        "Prints every value that changes (+ new, - gone, ~ before -> after).",
        "Exit code 1 when the site has mistakes or was refused; then nothing has changed."
      })
  static final class Activate extends Changing {
    @Parameters(paramLabel = "FOLDER", description = "Folder of the site.")
    private Path folder = Path.of("");

    @Override
    public Integer call() {
      List<SiteText> texts = SiteFolder.texts(folder);
      return isGood(texts) ? change("activate", Map.of("files", texts)) : ExitCode.NEGATIVE;
    }
  }

  /** {@code trestle site rollback}. */
  @Command(
      name = "rollback",
      mixinStandardHelpOptions = true,
      description = "Activates a version that was active before.")
  static final class Rollback extends Changing {
    @Option(
        names = "--to",
        paramLabel = "HASH",
        description = "Version, or the beginning of it (default: the one before the active one).")
    private @Nullable String to;

    @Override
    public Integer call() {
      return change("rollback", to == null ? Map.of() : Map.of("to", to));
    }
  }

  /** {@code trestle site history}. */
  @Command(
      name = "history",
      mixinStandardHelpOptions = true,
      description = "Which version was activated when, by whom and why; newest first.")
  static final class History extends Printing {
    @Mixin private final DataOption data = new DataOption();

    @Override
    public Integer call() {
      for (JsonNode line : RunningTrestle.on(data.folder).get(PATH + "/history")) {
        out()
            .printf(
                "%d  %s  %s  %s by %s: %s%s%n",
                line.path("id").asLong(),
                SiteVersion.shortened(line.path("hash").asString()),
                line.path("at").asString(),
                line.path("kind").asString(),
                line.path("actor").asString(),
                line.path("reason").asString(),
                line.path("replay").isObject() ? "  (" + words(line.path("replay")) + ")" : "");
      }
      return ExitCode.OK;
    }
  }

  /** {@code trestle site show}. */
  @Command(name = "show", mixinStandardHelpOptions = true, description = "The files of a version.")
  static final class Show extends Printing {
    @Mixin private final DataOption data = new DataOption();

    @Parameters(
        arity = "0..1",
        paramLabel = "HASH",
        description = "Version, or the beginning of it (default: the active one).")
    private @Nullable String hash;

    @Override
    public Integer call() {
      JsonNode version =
          RunningTrestle.on(data.folder).get(hash == null ? PATH : PATH + "/" + hash);
      out().println("# version " + version.path("hash").asString());
      version
          .path("files")
          .forEach(
              file ->
                  out()
                      .println(
                          "# ---- "
                              + file.path("path").asString()
                              + "\n"
                              + file.path("text").asString().stripTrailing()));
      return ExitCode.OK;
    }
  }
}
