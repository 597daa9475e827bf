package dev.trestle.app.command;

import dev.trestle.app.guide.Citation;
import dev.trestle.app.guide.Guide;
import dev.trestle.app.guide.GuideChange;
import dev.trestle.app.guide.GuideCoverage;
import dev.trestle.app.guide.GuideDraft;
import dev.trestle.app.guide.KindChanges;
import dev.trestle.app.guide.ReviewedRows;
import dev.trestle.app.guide.TableCoverage;
import dev.trestle.kernel.problem.NearestName;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.semantics.mapping.BaseMappingsResource;
import dev.trestle.semantics.mapping.MappingTranslator;
import dev.trestle.semantics.mapping.rule.EffectiveMapping;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trestle mapping guide}: the rows of the official guide beside the rules of the base. */
@Command(
    name = "guide",
    mixinStandardHelpOptions = true,
    description =
        "For developers: which rows of the official HL7 v2-to-FHIR guide the base's rules cite,"
            + " what a newer guide changed, and drafts of rules.",
    footer = {
      "",
      "Exit code 1 when there is something to look at: a rule cites a row that is not in the"
          + " guide,",
      "or a row is new, gone or another than in the older one. 0 else. Rows that no rule cites are",
      "listed, with the page of decisions (ADR) that says why where one does.",
      "Compared are the tables of segments, data types, messages and vocabulary; a kind that only"
          + " one",
      "of the guides has is not. A changed data type or table is told with the rules it reaches.",
      "Codes of a vocabulary map that the base's table does not have, or has otherwise, are"
          + " listed.",
      "Example: trestle mapping guide v2-to-fhir --against v2-to-fhir-before"
    })
final class MappingGuideCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // filled by picocli
  @Spec
  private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "GUIDE",
      description = "Folder of the guide, its mappings, or its segment maps alone (CSV).")
  private Path folder = Path.of("");

  @Option(
      names = "--against",
      paramLabel = "OLDER-GUIDE",
      description = "Folder of an older guide: shows what changed since.")
  private @Nullable Path older;

  @Option(
      names = "--draft",
      paramLabel = "SEGMENT",
      description = "Prints drafts of rules for the rows of a segment (PID, or PID[Patient]).")
  private @Nullable String draft;

  @Option(names = "--json", description = "The result as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    if (draft != null && (json || older != null)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--draft stands alone: it prints rules, no result");
    }
    EffectiveMapping mapping = MappingTranslator.ofBase().effective(List.of());
    List<Citation> citations = Citation.of(mapping);
    Guide guide = Guide.read(folder);
    GuideCoverage coverage = GuideCoverage.of(guide, citations, ReviewedRows.known());
    PrintWriter out = spec.commandLine().getOut();
    if (draft != null) {
      out.print(draft(mapping, guide, coverage, draft));
      out.flush();
      return ExitCode.OK;
    }
    List<GuideChange> changes = null;
    List<KindChanges> others = null;
    if (older != null) {
      Guide before = Guide.read(older);
      changes = GuideChange.between(before, guide, citations);
      others = KindChanges.between(before, guide, mapping);
    }
    List<TableCoverage> tables =
        TableCoverage.of(guide, BaseMappingsResource.base().base(), mapping);
    GuideReport report =
        new GuideReport(coverage, changes, new GuideKindsReport(guide, tables, others));
    if (json) {
      out.println(report.json());
    } else {
      report.print(out);
    }
    out.flush();
    boolean changed =
        (changes != null && !changes.isEmpty())
            || (others != null && others.stream().anyMatch(kind -> kind.count() > 0));
    return coverage.gone().isEmpty() && !changed ? ExitCode.OK : ExitCode.NEGATIVE;
  }

  private static String draft(
      EffectiveMapping mapping, Guide guide, GuideCoverage coverage, String of) {
    TreeSet<String> known = new TreeSet<>(guide.maps().keySet());
    guide.maps().keySet().forEach(map -> known.add(map.substring(0, map.indexOf('['))));
    if (!known.contains(of)) {
      throw new TrestleException(
          ProblemCode.NOT_FOUND,
          "The guide has no table of `" + of + "`" + NearestName.hint(of, known));
    }
    String rules = GuideDraft.of(mapping, guide, coverage, of);
    return rules.isEmpty() ? String.format("# Rules cite every row of %s.%n", of) : rules;
  }
}
