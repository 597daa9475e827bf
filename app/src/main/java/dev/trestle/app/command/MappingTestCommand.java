package dev.trestle.app.command;

import dev.trestle.app.site.SiteFolder;
import dev.trestle.kernel.message.Dialect;
import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.site.Validation;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.kernel.statement.Translator;
import dev.trestle.semantics.checked.CheckingTranslator;
import dev.trestle.semantics.hl7v2.Hl7v2Dialect;
import dev.trestle.semantics.mapping.BundleRenderer;
import dev.trestle.semantics.mapping.MappingTranslator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** {@code trestle mapping test}: the cases that a site brings along. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = "Runs the cases of a site: messages with the bundles that they must become.",
    footer = {
      "",
      "A case is a folder SITE/tests/HEALTH-SYSTEM/SOURCE/CASE with in.hl7 and out.json (a list of"
          + " one",
      "bundle for each message). What is not FHIR R4, not as profiles of the source ask, or"
          + " implausible, is told beside.",
      "Cases are made up: they are never activated, and never of patients.",
      "Exit code 0 when every case is as expected, 1 when one is not or there is none.",
      "Example: trestle mapping test --site my-site"
    })
final class MappingTestCommand implements Callable<Integer> {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @SuppressWarnings("NullAway.Init") // filled by picocli
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--site",
      required = true,
      paramLabel = "SITE",
      description = "Folder of the site.")
  private Path folder = Path.of("");

  @Option(
      names = "--bless",
      description = "Writes out.json of every case as it is now; look at the difference.")
  private boolean bless;

  private final Translator translator = CheckingTranslator.telling(MappingTranslator.ofBase());
  private final Dialect dialect = new Hl7v2Dialect();
  private final OfflineIds ids = new OfflineIds();

  @Override
  public Integer call() throws IOException {
    Site site = SiteFolder.read(folder).site();
    List<Path> cases = cases();
    if (cases.isEmpty()) {
      throw new TrestleException(
          ProblemCode.NOT_FOUND,
          "The site has no case; make tests/HEALTH-SYSTEM/SOURCE/CASE/in.hl7 and run this with"
              + " --bless");
    }
    PrintWriter out = spec.commandLine().getOut();
    int wrong = 0;
    for (Path one : cases) {
      wrong += isGood(one, site, out) ? 0 : 1;
    }
    out.printf("%d cases, %d not as expected%n", cases.size(), wrong);
    out.flush();
    return wrong == 0 ? ExitCode.OK : ExitCode.NEGATIVE;
  }

  private List<Path> cases() throws IOException {
    Path tests = folder.resolve(SiteFolder.TESTS);
    if (!Files.isDirectory(tests)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(tests)) {
      return walk.filter(file -> file.endsWith("in.hl7")).map(Path::getParent).sorted().toList();
    }
  }

  private boolean isGood(Path one, Site site, PrintWriter out) throws IOException {
    Path name = folder.resolve(SiteFolder.TESTS).relativize(one);
    if (name.getNameCount() != 3) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID,
          one + " is no case: it stands in tests/HEALTH-SYSTEM/SOURCE/CASE");
    }
    Source source = SourceOption.find(site, name.getName(0) + "/" + name.getName(1));
    Set<String> told = new LinkedHashSet<>();
    JsonNode actual = translated(Files.readAllBytes(one.resolve("in.hl7")), source, site, told);
    Path file = one.resolve("out.json");
    if (bless) {
      Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(actual));
    }
    List<String> differences =
        Files.exists(file)
            ? JsonDifference.between(read(file), actual)
            : List.of("there is no out.json; make it with --bless and look at it");
    out.println((differences.isEmpty() ? "ok    " : "wrong ") + name);
    differences.forEach(difference -> out.println("  " + difference));
    told.forEach(text -> out.println("  " + text));
    return differences.isEmpty();
  }

  private static JsonNode read(Path file) throws IOException {
    try {
      return JSON.readTree(Files.readString(file));
    } catch (JacksonException notJson) {
      throw new TrestleException(ProblemCode.REQUEST_INVALID, file + " is not JSON", notJson);
    }
  }

  /**
   * The Bundles. What is not FHIR R4, not as profiles of the source ask, or cannot be true, is told
   * and fails nothing: the case may be about just that.
   */
  private JsonNode translated(byte[] file, Source source, Site site, Set<String> told) {
    // Also of a source that is not checked, or holds such messages.
    Source telling =
        source.toBuilder().validation(Validation.INFORM).plausibility(Validation.INFORM).build();
    ArrayNode bundles = JSON.createArrayNode();
    for (byte[] raw : TranslateCommand.messages(dialect, lines(file))) {
      Translation translation = translator.translate(raw, telling, site);
      translation.findings().stream().flatMap(MappingTestCommand::telling).forEach(told::add);
      bundles.add(BundleRenderer.bundle(translation, ids::of));
    }
    // Written and read again, so that numbers compare as they stand in the file.
    return JSON.readTree(JSON.writeValueAsString(bundles));
  }

  /** Nothing for what is said of the message itself. */
  private static Stream<String> telling(Finding finding) {
    String what =
        switch (finding.code()) {
          case FHIR_STRUCTURE,
              FHIR_REQUIRED,
              FHIR_VALUE,
              FHIR_CODE,
              FHIR_INVARIANT,
              FHIR_REFERENCE ->
              "not FHIR R4: ";
          case FHIR_PROFILE -> "not as a profile: ";
          case IMPLAUSIBLE_UNIT, IMPLAUSIBLE_NUMBER, IMPLAUSIBLE_DATE, IMPLAUSIBLE_SEX ->
              "implausible: ";
          default -> "";
        };
    return what.isEmpty()
        ? Stream.empty()
        : Stream.of(what + finding.location() + " " + finding.text());
  }

  /** Case files may have a line for each segment, so that people can read and compare them. */
  private static byte[] lines(byte[] file) {
    byte[] copy = file.clone();
    for (int i = 0; i < copy.length; i++) {
      if (copy[i] == '\r') {
        return file;
      }
      copy[i] = copy[i] == '\n' ? (byte) '\r' : copy[i];
    }
    return copy;
  }
}
