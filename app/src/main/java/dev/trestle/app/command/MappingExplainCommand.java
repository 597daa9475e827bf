package dev.trestle.app.command;

import dev.trestle.app.site.SiteFolder;
import dev.trestle.kernel.message.Dialect;
import dev.trestle.kernel.message.Header;
import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.NearestName;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.semantics.hl7v2.Hl7v2Dialect;
import dev.trestle.semantics.mapping.MappingTranslator;
import dev.trestle.semantics.mapping.rule.EffectiveMapping;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trestle mapping explain}: which rule fires for a message, and why another does not. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "Shows for each message of a file what became of each rule. Prints no values.",
    footer = {
      "",
      "Without --field and --rule only rules that said something, or whose condition or field made",
      "them say nothing. Exit code 0 when a rule that is shown said something, 1 when none did.",
      "Example: trestle mapping explain adt.hl7 --site my-site --source mercy/adt --field PV1-3"
    })
final class MappingExplainCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // filled by picocli
  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "File with messages.")
  private Path file = Path.of("");

  @Option(
      names = "--site",
      required = true,
      paramLabel = "SITE",
      description = "Folder of the site.")
  private Path folder = Path.of("");

  @Option(
      names = "--source",
      required = true,
      paramLabel = "HEALTH-SYSTEM/SOURCE",
      description = "The source whose layers apply.")
  private String source = "";

  @Option(names = "--field", paramLabel = "PID-8", description = "Only rules that read this field.")
  private String field = "";

  @Option(names = "--rule", paramLabel = "ID", description = "Only this rule.")
  private String rule = "";

  private final Dialect dialect = new Hl7v2Dialect();

  @Override
  public Integer call() throws IOException {
    Site site = SiteFolder.read(folder).site();
    Source found = SourceOption.find(site, source);
    EffectiveMapping mapping = MappingTranslator.ofBase().effective(site.mapping(), found.layers());
    if (!rule.isEmpty() && mapping.describe(rule).isEmpty()) {
      throw new TrestleException(
          ProblemCode.NOT_FOUND,
          "There is no rule `" + rule + "`" + NearestName.hint(rule, mapping.ruleIds()));
    }
    PrintWriter out = spec.commandLine().getOut();
    boolean said = false;
    for (byte[] raw : TranslateCommand.messages(dialect, Files.readAllBytes(file))) {
      said |= explain(raw, found, site, mapping, out);
    }
    out.flush();
    return said ? ExitCode.OK : ExitCode.NEGATIVE;
  }

  private boolean explain(
      byte[] raw, Source found, Site site, EffectiveMapping mapping, PrintWriter out) {
    RuleExplanation rules =
        new RuleExplanation(
            mapping,
            MappingTranslator.ofBase().plan(site.mapping(), found.layers()).ruleIds(),
            field,
            rule);
    Translation translation = MappingTranslator.ofBase().explain(raw, found, site, rules);
    out.printf(
        "%s of %s: %s%n",
        dialect.header(raw).map(Header::type).orElse("a message"),
        found.name(),
        translation.result().name().toLowerCase(Locale.ROOT));
    if (rules.lines().isEmpty()) {
      out.println("  no rule that runs for this type of message reads it");
    }
    rules.lines().forEach(out::println);
    for (Finding finding : translation.findings()) {
      if (field.isEmpty() || finding.location().contains(field)) {
        out.printf(
            "  %s at %s: %s%n", finding.severity().code(), finding.location(), finding.text());
      }
    }
    return rules.said();
  }
}
