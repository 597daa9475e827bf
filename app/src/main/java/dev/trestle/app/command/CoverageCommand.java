package dev.trestle.app.command;

import dev.trestle.app.site.DefaultSite;
import dev.trestle.kernel.message.Dialect;
import dev.trestle.kernel.message.Header;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.semantics.hl7v2.Hl7v2Dialect;
import dev.trestle.semantics.mapping.MappingTranslator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trestle coverage}: offline, no server, no database. */
@Command(
    name = "coverage",
    mixinStandardHelpOptions = true,
    description =
        "Counts where the values of HL7 v2 messages go: mapped, kept, dropped or reported, by message"
            + " type and by segment. Needs no server; prints no values.",
    footer = {
      "",
      "Of a folder the files that end in .hl7 are read. With --guide the values of fields that the",
      "official guide maps are counted apart. MSH, EVN and SFT are about the message itself; a row",
      "counts all but them.",
      "Exit code 0 when every message was translated at least in part, 1 when one was not.",
      "Example: trestle coverage messages/ > coverage.md"
    })
final class CoverageCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // filled by picocli
  @Spec
  private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files or folders.")
  private List<Path> files = List.of();

  @Option(
      names = "--guide",
      paramLabel = "FOLDER",
      description = "Folder of the segment maps (CSV) of the official HL7 v2-to-FHIR guide.")
  private @Nullable Path guide;

  @Option(
      names = "--places",
      paramLabel = "N",
      description = "Lists the N places, as PID-11.9, with most values that no rule maps.")
  private int places;

  private final Dialect dialect = new Hl7v2Dialect();

  @Override
  public Integer call() throws IOException {
    Site site = DefaultSite.on(0, true, ZoneId.of("UTC"));
    CoverageTable table =
        new CoverageTable(guide == null ? GuideFields.NONE : GuideFields.read(guide));
    boolean all = true;
    for (Path file : files) {
      for (Path one : SendCommand.expand(file)) {
        if (one.equals(file) || one.toString().endsWith(".hl7")) {
          for (byte[] message : TranslateCommand.messages(dialect, Files.readAllBytes(one))) {
            all &= count(message, site, table);
          }
        }
      }
    }
    if (table.isEmpty()) {
      throw new TrestleException(ProblemCode.REQUEST_INVALID, "There is no message in the files.");
    }
    PrintWriter out = spec.commandLine().getOut();
    table.print(out);
    if (places > 0) {
      table.printPlaces(out, places);
    }
    out.flush();
    return all ? ExitCode.OK : ExitCode.NEGATIVE;
  }

  private boolean count(byte[] message, Site site, CoverageTable table) {
    Optional<Header> header = dialect.header(message);
    Source source =
        site.sourceOn(
            site.listeners().get(0),
            header.map(Header::sendingApplication).orElse(""),
            header.map(Header::sendingFacility).orElse(""));
    CoverageTable.Counts counts = table.message(header.map(Header::type).orElse(""));
    Translation translation = MappingTranslator.ofBase().account(message, source, site, counts);
    counts.add(translation.result());
    return translation.result() != Translation.Result.UNTRANSLATABLE;
  }
}
