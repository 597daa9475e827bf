package dev.trestle.semantics.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Broken resources: the checker and HAPI's validator say the same of them. More of them with {@code
 * -Dtrestle.mutants=10000}, others with {@code -Dtrestle.seed=1}.
 */
class CheckerOracleTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MUTANTS = Integer.getInteger("trestle.mutants", 300);
  private static final long SEED = Long.getLong("trestle.seed", 20_261_127L);

  @Test
  void brokenResourcesAreJudgedAsHapiJudgesThem() throws IOException {
    List<ObjectNode> resources = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(Path.of("src/test/resources/corpus"))) {
      for (Path file : walk.filter(path -> path.endsWith("out.json")).sorted().toList()) {
        for (JsonNode e : JSON.readTree(Files.readString(file)).path("bundle").path("entry")) {
          resources.add((ObjectNode) e.path("resource"));
        }
      }
    }
    Random random = new Random(SEED);
    SortedMap<String, String> differences = new TreeMap<>();
    for (int i = 0; i < MUTANTS; i++) {
      ObjectNode resource = resources.get(random.nextInt(resources.size())).deepCopy();
      String what = Mutations.breakOnce(resource, random);
      for (String difference : Verdicts.differences(resource)) {
        differences.putIfAbsent(difference, what + ", number " + i);
      }
    }
    assertThat(differences).as("seed %d, %d resources", SEED, MUTANTS).isEmpty();
  }
}
