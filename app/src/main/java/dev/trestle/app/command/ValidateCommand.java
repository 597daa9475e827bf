package dev.trestle.app.command;

import dev.trestle.app.site.SiteFolder;
import dev.trestle.app.validator.HapiProgram;
import dev.trestle.app.validator.HapiValidation;
import dev.trestle.app.validator.Judge;
import dev.trestle.app.validator.OwnVerdict;
import dev.trestle.app.validator.ValidationOutcome;
import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.site.SiteProfiles;
import dev.trestle.semantics.validation.profile.ProfileSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code trestle validate}: offline, no server, no database. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description =
        "Holds FHIR R4 resources against R4 and profiles of a site: by Trestle's own checker, by"
            + " HAPI's validator, or both. Needs no server.",
    footer = {
      "",
      "A file holds one resource or many, one after the other (NDJSON, output of `translate`).",
      "Our own texts hold no value of a resource; those of HAPI do.",
      "Exit code 0 when there is no error, 1 when there is one.",
      "Examples:",
      "  trestle validate patient.json",
      "  trestle translate adt.hl7 | trestle validate - --validator trestle,hapi",
      "  trestle validate export/ --site my-site --profile http://my.example/MyPatient"
    })
final class ValidateCommand implements Callable<Integer> {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final String STANDARD_INPUT = "-";

  @SuppressWarnings("NullAway.Init") // filled by picocli
  @Spec
  private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files or folders; - for the standard input.")
  private List<Path> files = List.of();

  @Option(
      names = "--validator",
      split = ",",
      paramLabel = "NAME",
      description = "trestle (default), hapi, or both: trestle,hapi.")
  private Set<Judge> judges = EnumSet.of(Judge.TRESTLE);

  @Option(names = "--site", paramLabel = "SITE", description = "Folder of a site with profiles.")
  private @Nullable Path siteFolder;

  @Option(
      names = "--profile",
      paramLabel = "URL",
      description = "A profile of the site that every resource of its type is held against.")
  private Set<String> profiles = new LinkedHashSet<>();

  @Option(
      names = "--json",
      description = "One JSON line for each resource, with an OperationOutcome.")
  private boolean asJson;

  private SiteProfiles site = SiteProfiles.NONE;
  private int resources;
  private int withErrors;

  @Override
  public Integer call() throws IOException {
    if (siteFolder != null) {
      site = SiteFolder.read(siteFolder).site().profiles();
    }
    OwnVerdict.requireKnown(profiles, ProfileSet.of(site));
    try (HapiValidation hapi = new HapiValidation(HapiProgram.beside())) {
      for (Path file : files) {
        if (file.toString().equals(STANDARD_INPUT)) {
          validate(STANDARD_INPUT, System.in, hapi);
        } else {
          for (Path one : SendCommand.expand(file)) {
            try (InputStream content = Files.newInputStream(one)) {
              validate(one.toString(), content, hapi);
            }
          }
        }
      }
    }
    spec.commandLine().getOut().flush();
    PrintWriter err = spec.commandLine().getErr();
    err.printf("%d resources, %d with errors%n", resources, withErrors);
    err.flush();
    return withErrors == 0 ? ExitCode.OK : ExitCode.NEGATIVE;
  }

  private void validate(String file, InputStream content, HapiValidation hapi) {
    int number = 0;
    try (MappingIterator<JsonNode> documents = JSON.readerFor(JsonNode.class).readValues(content)) {
      while (documents.hasNextValue()) {
        number++;
        JsonNode document = documents.nextValue();
        JsonNode resource = document.has("resourceType") ? document : document.path("bundle");
        tell(file, number, resource, outcome(resource, hapi));
      }
      if (number == 0) {
        unreadable(file, 1, "", "There is nothing in it.");
      }
    } catch (JacksonException notJson) {
      // The text of the parser can hold a part of the resource.
      unreadable(
          file,
          number + 1,
          notJson.getLocation() == null ? "" : "line " + notJson.getLocation().getLineNr(),
          "This is no JSON; nothing of the file is read from here on.");
    }
  }

  private void unreadable(String file, int number, String place, String text) {
    ValidationOutcome outcome = new ValidationOutcome();
    outcome.add(List.of(Finding.error(ProblemCode.FHIR_STRUCTURE, place, text)));
    tell(file, number, JSON.missingNode(), outcome);
  }

  private ValidationOutcome outcome(JsonNode resource, HapiValidation hapi) {
    String type = resource.path("resourceType").asString("");
    Set<String> held = new LinkedHashSet<>(profiles);
    held.removeIf(profile -> !ProfileSet.of(site).types(Set.of(profile)).contains(type));
    ValidationOutcome outcome = new ValidationOutcome();
    if (judges.contains(Judge.TRESTLE)) {
      outcome.add(OwnVerdict.of(resource, held, ProfileSet.of(site)));
    }
    if (judges.contains(Judge.HAPI)) {
      outcome.add(hapi.check(resource, held, site));
    }
    return outcome;
  }

  private void tell(String file, int number, JsonNode resource, ValidationOutcome outcome) {
    resources++;
    withErrors += outcome.hasErrors() ? 1 : 0;
    PrintWriter out = spec.commandLine().getOut();
    ObjectNode written = JSON.createObjectNode();
    outcome.write(written);
    if (asJson) {
      ObjectNode line = JSON.createObjectNode().put("file", file).put("number", number);
      out.println(JSON.writeValueAsString(line.set("outcome", written)));
      return;
    }
    String name = resource.path("resourceType").asString("?");
    String id = resource.path("id").asString("");
    out.println(file + " " + number + ": " + name + (id.isEmpty() ? "" : "/" + id));
    for (JsonNode issue : written.path("issue")) {
      out.printf(
          "  %-11s %s %s (%s)%n",
          issue.path("severity").asString(),
          issue.path("expression").path(0).asString(""),
          issue.path("diagnostics").asString(),
          issue.path("extension").path(0).path("valueString").asString());
    }
  }
}
