package dev.trestle.app.command;

import dev.trestle.app.site.SiteFolder;
import dev.trestle.kernel.problem.NearestName;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.SiteMapping;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.semantics.mapping.rule.Property;
import dev.trestle.semantics.mapping.rule.RuleDefinition;
import dev.trestle.semantics.plausibility.Plausibility;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trestle mapping plausibility}: the rules that hold for a source. */
@Command(
    name = "plausibility",
    mixinStandardHelpOptions = true,
    description =
        "What is held to be impossible in messages; each property with its file and line.",
    footer = {
      "",
      "Without --site the rules that come with Trestle; with --source those of that source.",
      "Example: trestle mapping plausibility --site my-site --source mercy/lab --rule heart-rate"
    })
final class MappingPlausibilityCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // filled by picocli
  @Spec
  private CommandSpec spec;

  @Option(names = "--site", paramLabel = "SITE", description = "Folder of a site.")
  private @Nullable Path folder;

  @Option(
      names = "--source",
      paramLabel = "HEALTH-SYSTEM/SOURCE",
      description = "With what the site changes for this source.")
  private @Nullable String source;

  @Option(names = "--rule", paramLabel = "ID", description = "Only this rule.")
  private @Nullable String rule;

  @Override
  public Integer call() {
    Site site = folder == null ? null : SiteFolder.read(folder).site();
    if (site == null && source != null) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID, "A source is one of a site: write --site too");
    }
    SiteMapping.Text file = site == null ? null : site.plausibility().orElse(null);
    SourceName name =
        site == null || source == null ? null : SourceOption.find(site, source).name();
    Map<String, SortedMap<String, RuleDefinition>> rules = Plausibility.effective(file, name);
    PrintWriter out = spec.commandLine().getOut();
    TreeSet<String> known = new TreeSet<>();
    boolean found = false;
    for (Map.Entry<String, SortedMap<String, RuleDefinition>> section : rules.entrySet()) {
      known.addAll(section.getValue().keySet());
      for (RuleDefinition each : section.getValue().values()) {
        if (rule == null || rule.equals(each.id())) {
          print(section.getKey(), each, out);
          found = true;
        }
      }
    }
    if (!found) {
      throw new TrestleException(
          ProblemCode.NOT_FOUND,
          "There is no rule `" + rule + "`" + NearestName.hint(String.valueOf(rule), known));
    }
    out.flush();
    return ExitCode.OK;
  }

  private static void print(String section, RuleDefinition rule, PrintWriter out) {
    out.println(section + " " + rule.id());
    rule.properties()
        .forEach(
            (name, property) ->
                out.println(
                    "  "
                        + name
                        + ": "
                        + text(property)
                        + "    # "
                        + property.place().layer()
                        + " "
                        + property.place()));
  }

  private static String text(Property property) {
    return property.value() instanceof String text ? text : property.texts().toString();
  }
}
