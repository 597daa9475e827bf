package dev.trestle.app.command;

import dev.trestle.app.site.SiteFolder;
import dev.trestle.app.site.SiteText;
import dev.trestle.app.site.SiteVersion;
import dev.trestle.kernel.problem.NearestName;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.semantics.mapping.MappingTranslator;
import dev.trestle.semantics.mapping.rule.EffectiveMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code trestle site mapping}: what the layers together say about a source. */
@Command(
    name = "mapping",
    mixinStandardHelpOptions = true,
    description = "The effective mapping of a source; each property with its layer, file and line.",
    footer =
        "Example: trestle site mapping --site my-site --source mercy/adt --rule patient.gender")
final class SiteMappingCommand implements Callable<Integer> {
  private static final int NAMES_SHOWN = 10;

  @SuppressWarnings("NullAway.Init") // filled by picocli
  @Spec
  private CommandSpec spec;

  @Mixin private final DataOption data = new DataOption();

  @Option(
      names = "--source",
      required = true,
      paramLabel = "HEALTH-SYSTEM/SOURCE",
      description = "The source whose layers apply.")
  private String source = "";

  @Option(
      names = "--site",
      paramLabel = "SITE",
      description = "Folder of a site (default: the active site of the running Trestle).")
  private @Nullable Path siteFolder;

  @Option(names = "--rule", paramLabel = "ID", description = "Only this rule.")
  private @Nullable String rule;

  @Override
  public Integer call() {
    Site site = version().site();
    Source found = SourceOption.find(site, source);
    EffectiveMapping mapping = MappingTranslator.ofBase().effective(site.mapping(), found.layers());
    String text = rule == null ? mapping.describe() : mapping.describe(rule);
    if (text.isEmpty()) {
      throw new TrestleException(
          ProblemCode.NOT_FOUND,
          "There is no rule `" + rule + "`" + hint(String.valueOf(rule), mapping.ruleIds()));
    }
    spec.commandLine().getOut().print("layers: base" + above(found) + "\n" + text);
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  private static String above(Source source) {
    return source.layers().isEmpty() ? "" : ", " + String.join(", ", source.layers());
  }

  /** There are too many rules to list them all. */
  private static String hint(String wanted, List<String> known) {
    String map = wanted.substring(0, Math.max(0, wanted.indexOf('.')));
    return NearestName.of(wanted, known)
        .map(near -> "; did you mean `" + near + "`?")
        .orElseGet(
            () -> {
              List<String> same =
                  known.stream().filter(id -> id.startsWith(map + ".")).limit(NAMES_SHOWN).toList();
              return same.isEmpty() ? "" : "; there are " + String.join(", ", same) + ", …";
            });
  }

  private SiteVersion version() {
    if (siteFolder != null) {
      return SiteFolder.read(siteFolder);
    }
    JsonNode active = RunningTrestle.on(data.folder).get(SiteCommand.PATH);
    List<SiteText> files =
        active
            .path("files")
            .valueStream()
            .map(file -> new SiteText(file.path("path").asString(), file.path("text").asString()))
            .toList();
    return SiteVersion.of(files, "that is active");
  }
}
