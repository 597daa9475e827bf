package dev.trestle.app.command;

import dev.trestle.app.site.SiteFolder;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.semantics.mapping.MappingTranslator;
import dev.trestle.semantics.mapping.rule.EffectiveMapping;
import dev.trestle.semantics.mapping.rule.MappingDifference;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trestle mapping diff}: what the effective mappings of two sites say otherwise. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = "The difference of two sites' effective mappings, property by property.",
    footer = {
      "",
      "Lines with - are of the first site, with + of the second; each has its layer, file and line.",
      "Exit code 0 when the mappings are the same, 1 when they are not.",
      "Example: trestle mapping diff site-in-use my-site --source mercy/adt"
    })
final class MappingDiffCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // filled by picocli
  @Spec
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "BEFORE", description = "Folder of a site.")
  private Path before = Path.of("");

  @Parameters(index = "1", paramLabel = "AFTER", description = "Folder of the other site.")
  private Path after = Path.of("");

  @Option(
      names = "--source",
      paramLabel = "HEALTH-SYSTEM/SOURCE",
      description = "Only this source (default: every source that both have).")
  private @Nullable String source;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Site left = SiteFolder.read(before).site();
    Site right = SiteFolder.read(after).site();
    boolean same = true;
    for (String name : wanted(left, right)) {
      List<MappingDifference.Change> changes =
          MappingDifference.between(effective(left, name), effective(right, name));
      out.println(name + ": " + (changes.isEmpty() ? "the same" : changes.size() + " differences"));
      changes.forEach(change -> print(change, out));
      same &= changes.isEmpty();
    }
    out.flush();
    return same ? ExitCode.OK : ExitCode.NEGATIVE;
  }

  private List<String> wanted(Site left, Site right) {
    if (source != null) {
      return List.of(source);
    }
    List<String> names = names(left);
    names.retainAll(names(right));
    return names;
  }

  private static List<String> names(Site site) {
    List<String> names = new ArrayList<>();
    site.healthSystems()
        .forEach(system -> system.sources().forEach(each -> names.add(each.name().toString())));
    return names;
  }

  private EffectiveMapping effective(Site site, String name) {
    Source found = SourceOption.find(site, name);
    return MappingTranslator.ofBase().effective(site.mapping(), found.layers());
  }

  private static void print(MappingDifference.Change change, PrintWriter out) {
    out.println("  " + change.path());
    print("    - ", change.before(), out);
    print("    + ", change.after(), out);
  }

  private static void print(String sign, MappingDifference.@Nullable Said said, PrintWriter out) {
    if (said != null) {
      out.println(sign + said.text() + "   # " + said.place().layer() + " " + said.place());
    }
  }
}
