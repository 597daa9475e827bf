package dev.trestle.semantics.validation.profile;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.validation.SingleValidationMessage;
import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.site.SiteProfiles;
import dev.trestle.semantics.validation.Hapi;
import dev.trestle.semantics.validation.Mutations;
import dev.trestle.semantics.validation.ResourceChecker;
import dev.trestle.semantics.validation.Verdicts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Our profiles and HAPI's say the same of resources: those of our cases, and broken ones. More of
 * them with {@code -Dtrestle.mutants=10000}, others with {@code -Dtrestle.seed=1}.
 */
class ProfileOracleTest {
  private static final int MUTANTS = Integer.getInteger("trestle.mutants", 200);
  private static final long SEED = Long.getLong("trestle.seed", 20_261_128L);
  private static final Map<String, List<String>> BY_TYPE =
      Map.of(
          "Patient", List.of("MercyPatient", "MercyChild"),
          "Observation", List.of("MercyLab"),
          "Encounter", List.of("MercyVisit"));

  /** What HAPI finds and is not looked at here; the beginning of its text, and why. */
  private static final Map<String, String> NOT_CHECKED =
      Map.of(
          "Sub-extension url '", "HAPI closes extensions that a profile leaves open",
          "None of the codings provided are in the value set 'flags'",
              "HAPI's terminology in memory does not read an expansion",
          "None of the codings provided are in the value set 'marital'",
              "HAPI gives up at the feed's own system beside the public one",
          "Constraint failed: obs-7", "of R4, told in other words when a profile is asked",
          "Constraint failed: pat-1", "of R4, told in other words when a profile is asked");

  /** What is found here and not by HAPI; a part of the text, and why. */
  private static final Map<String, String> ALONE =
      Map.of("allows no reference to", "HAPI looks at targets only when it can load them");

  private final SiteProfiles differentials = MercyProfiles.files();
  private final HapiProfiles hapi = new HapiProfiles(differentials);

  @Test
  void resourcesAreJudgedAsHapiJudgesThem() throws IOException {
    ProfileSet snapshots = ProfileSet.of(hapi.withSnapshots());
    ProfileSet profiles = ProfileSet.of(differentials);
    assertThat(profiles.mistakes()).isEmpty();
    assertThat(snapshots.mistakes()).isEmpty();
    List<ObjectNode> good =
        List.of(
            MercyProfiles.read(MercyProfiles.PATIENT),
            MercyProfiles.read(MercyProfiles.LAB),
            MercyProfiles.read(MercyProfiles.VISIT));
    List<ObjectNode> resources = new ArrayList<>(ofCases());
    Random random = new Random(SEED);
    SortedMap<String, String> differences = new TreeMap<>();
    for (int i = 0; i < resources.size(); i++) {
      compare(resources.get(i), "case " + i, profiles, snapshots, differences);
    }
    for (int i = 0; i < MUTANTS; i++) {
      ObjectNode resource = good.get(i % good.size()).deepCopy();
      String what = i < good.size() ? "as it is" : Mutations.breakOnce(resource, random);
      compare(resource, what + ", number " + i, profiles, snapshots, differences);
    }
    assertThat(differences).as("seed %d, %d resources", SEED, MUTANTS).isEmpty();
  }

  private void compare(
      ObjectNode resource,
      String what,
      ProfileSet profiles,
      ProfileSet snapshots,
      Map<String, String> differences) {
    for (String name : BY_TYPE.getOrDefault(resource.path("resourceType").asString(), List.of())) {
      String url = MercyProfiles.BASE + name;
      List<Finding> ours = findings(profiles, url, resource);
      List<Finding> ofSnapshot = findings(snapshots, url, resource);
      if (!places(ours).equals(places(ofSnapshot))) {
        differences.put("SNAPSHOT " + name + " " + ofSnapshot + " DIFFERENTIAL " + ours, what);
      }
      differences(resource, url, ours).forEach(each -> differences.putIfAbsent(each, what));
    }
  }

  private List<String> differences(ObjectNode resource, String url, List<Finding> ours) {
    List<Finding> ofR4 = ResourceChecker.ofR4().check(resource);
    List<SingleValidationMessage> all;
    List<SingleValidationMessage> plain;
    try {
      all = hapi.errors(resource.toString(), url);
      plain = Hapi.errors(resource.toString());
    } catch (ClassCastException crash) {
      return List.of(); // HAPI breaks off at some JSON of a wrong type
    }
    List<String> differences = new ArrayList<>();
    for (SingleValidationMessage error : all) {
      String place = Verdicts.place(error.getLocationString());
      boolean ofProfile =
          plain.stream().noneMatch(each -> each.getMessage().equals(error.getMessage()));
      if (ofProfile
          && NOT_CHECKED.keySet().stream().noneMatch(error.getMessage()::startsWith)
          && Stream.concat(ours.stream(), ofR4.stream())
              .noneMatch(each -> Verdicts.isNear(each.location(), place))) {
        differences.add("MISSED " + error.getMessageId() + " " + place + " " + error.getMessage());
      }
    }
    for (Finding finding : ours) {
      boolean told =
          all.stream()
              .anyMatch(
                  e -> Verdicts.isNear(finding.location(), Verdicts.place(e.getLocationString())));
      if (!told && ALONE.keySet().stream().noneMatch(finding.text()::contains)) {
        differences.add("ALONE " + finding.location() + " " + finding.text());
      }
    }
    return differences;
  }

  private static List<Finding> findings(ProfileSet profiles, String url, ObjectNode resource) {
    return profiles.check(List.of(url), resource, ResourceChecker::typeIn).stream()
        .map(Deviation::finding)
        .toList();
  }

  private static List<String> places(List<Finding> findings) {
    return findings.stream().map(each -> each.location() + " " + each.text()).sorted().toList();
  }

  private static List<ObjectNode> ofCases() throws IOException {
    List<ObjectNode> resources = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(Path.of("src/test/resources/corpus"))) {
      for (Path file : walk.filter(path -> path.endsWith("out.json")).sorted().toList()) {
        for (JsonNode e : MercyProfiles.read(Files.readString(file)).path("bundle").path("entry")) {
          ObjectNode resource = (ObjectNode) e.path("resource");
          if (BY_TYPE.containsKey(resource.path("resourceType").asString())
              && resources.size() < 120) {
            resources.add(resource);
          }
        }
      }
    }
    return resources;
  }
}
