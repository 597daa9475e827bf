package dev.trestle.app.command;

import dev.trestle.app.site.SiteFolder;
import dev.trestle.app.site.SiteMistake;
import dev.trestle.app.site.SiteReader;
import dev.trestle.app.site.SiteText;
import dev.trestle.app.site.SiteVersion;
import dev.trestle.kernel.site.HealthSystem;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.semantics.mapping.MappingTranslator;
import dev.trestle.semantics.mapping.plan.ConditionCodes;
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
import picocli.CommandLine.Spec;

/** {@code trestle mapping check}: every mistake of a site's mappings, and what each layer does. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Compiles the mapping of every source and shows what each layer changes.",
    footer = {
      "",
      "Exit code 0 when there is no mistake, 1 when there is one; each with file, line and a",
      "suggestion. A layer that changes nothing is no mistake, and is said; so is a code in a",
      "condition that no table of its field has (a note).",
      "Example: trestle mapping check --site my-site"
    })
final class MappingCheckCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // filled by picocli
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--site",
      required = true,
      paramLabel = "SITE",
      description = "Folder of the site.")
  private Path folder = Path.of("");

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<SiteText> texts = SiteFolder.texts(folder);
    List<SiteMistake> mistakes = SiteReader.read(texts).mistakes();
    mistakes.forEach(out::println);
    if (mistakes.isEmpty()) {
      Site site = SiteVersion.of(texts, folder.toString()).site();
      for (HealthSystem system : site.healthSystems()) {
        system.sources().forEach(source -> source(site, source, out));
      }
    }
    out.flush();
    return mistakes.isEmpty() ? ExitCode.OK : ExitCode.NEGATIVE;
  }

  private void source(Site site, Source source, PrintWriter out) {
    EffectiveMapping below = MappingTranslator.ofBase().effective(site.mapping(), List.of());
    out.printf(
        "%s: %d rules, mapping %.12s%n",
        source.name(),
        MappingTranslator.ofBase().plan(site.mapping(), source.layers()).ruleIds().size(),
        MappingTranslator.ofBase().plan(site.mapping(), source.layers()).hash());
    List<String> layers = new ArrayList<>();
    for (String layer : source.layers()) {
      layers.add(layer);
      EffectiveMapping above = MappingTranslator.ofBase().effective(site.mapping(), layers);
      long changes =
          MappingDifference.between(below, above).stream()
              .filter(change -> isOf(layer, change.after()))
              .count();
      out.printf(
          "  %s: %s%n",
          layer, changes == 0 ? "changes nothing" : "changes " + changes + " entries");
      below = above;
    }
    ConditionCodes.find(below)
        .forEach(
            advice ->
                out.printf(
                    "  note %s:%d: %s%n",
                    advice.place().file(), advice.place().line(), advice.text()));
  }

  /** Tables of the site are there with the first layer, whichever it is. */
  private static boolean isOf(String layer, MappingDifference.@Nullable Said said) {
    return said == null || said.place().layer().equals(layer);
  }
}
