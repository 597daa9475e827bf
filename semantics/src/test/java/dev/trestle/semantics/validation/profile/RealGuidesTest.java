package dev.trestle.semantics.validation.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ca.uhn.fhir.validation.SingleValidationMessage;
import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.site.SiteMapping;
import dev.trestle.kernel.site.SiteProfiles;
import dev.trestle.semantics.validation.ResourceChecker;
import dev.trestle.semantics.validation.Verdicts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Published guides as they come. They are no part of the project: {@code -Dtrestle.packages} names
 * a folder with an unpacked FHIR package in each of its folders ({@code au/package/…}).
 */
class RealGuidesTest {
  private static final int RESOURCES_OF_A_TYPE = 6;

  private static final List<String> READ = List.of("StructureDefinition", "ValueSet", "CodeSystem");

  @Test
  void everyProfileOfAGuideIsRead() throws IOException {
    for (Map.Entry<String, SiteProfiles> guide : guides().entrySet()) {
      ProfileSet profiles = ProfileSet.of(guide.getValue());
      assertThat(profiles.mistakes()).as(guide.getKey()).isEmpty();
      assertThat(profiles.urls()).as(guide.getKey()).hasSizeGreaterThan(20);
      // They ask for much that is not looked at: that is said.
      assertThat(profiles.unchecked(profiles.urls())).as(guide.getKey()).isNotEmpty();
    }
  }

  /** What is told of the resources of our cases, HAPI tells too. */
  @Test
  void nothingIsToldThatHapiDoesNotTell() throws IOException {
    for (Map.Entry<String, SiteProfiles> guide : guides().entrySet()) {
      ProfileSet profiles = ProfileSet.of(guide.getValue());
      HapiProfiles hapi = new HapiProfiles(guide.getValue());
      Map<String, String> alone = new TreeMap<>();
      for (ObjectNode resource : ofCases()) {
        for (String url : profiles.urls()) {
          List<Finding> ours = findings(profiles, url, resource);
          if (ours.isEmpty()) {
            continue;
          }
          List<SingleValidationMessage> all = hapi.errors(resource.toString(), url);
          for (Finding finding : ours) {
            if (!finding.text().contains("allows no reference to")
                && all.stream()
                    .map(each -> Verdicts.place(each.getLocationString()))
                    .noneMatch(place -> Verdicts.isNear(finding.location(), place))) {
              alone.putIfAbsent(
                  finding.location() + " " + finding.text(), resource.path("id").asString());
            }
          }
        }
      }
      assertThat(alone).as(guide.getKey()).isEmpty();
    }
  }

  private static List<Finding> findings(ProfileSet profiles, String url, ObjectNode resource) {
    return profiles.check(List.of(url), resource, ResourceChecker::typeIn).stream()
        .map(Deviation::finding)
        .toList();
  }

  private static Map<String, SiteProfiles> guides() throws IOException {
    Path folder = Path.of(System.getProperty("trestle.packages", "none"));
    assumeTrue(
        Files.isDirectory(folder), "skipped: no packages (system property trestle.packages)");
    Map<String, SiteProfiles> guides = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path each : all.filter(path -> Files.isDirectory(path.resolve("package"))).toList()) {
        guides.put(each.getFileName().toString(), guide(each.resolve("package")));
      }
    }
    return guides;
  }

  /** As a site holds it, without the resources that say nothing about profiles. */
  private static SiteProfiles guide(Path folder) throws IOException {
    List<SiteMapping.Text> texts = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".json") && READ.stream().anyMatch(name::startsWith)) {
          texts.add(new SiteMapping.Text("profiles/" + name, Files.readString(file)));
        }
      }
    }
    return new SiteProfiles(texts);
  }

  private static List<ObjectNode> ofCases() throws IOException {
    List<ObjectNode> resources = new ArrayList<>();
    Map<String, Integer> counts = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(Path.of("src/test/resources/corpus"))) {
      for (Path file : walk.filter(path -> path.endsWith("out.json")).sorted().toList()) {
        for (JsonNode e : MercyProfiles.read(Files.readString(file)).path("bundle").path("entry")) {
          ObjectNode resource = (ObjectNode) e.path("resource");
          String type = resource.path("resourceType").asString();
          if (counts.merge(type, 1, Integer::sum) <= RESOURCES_OF_A_TYPE) {
            resources.add(resource);
          }
        }
      }
    }
    return resources;
  }
}
