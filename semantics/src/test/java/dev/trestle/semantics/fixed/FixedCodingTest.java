package dev.trestle.semantics.fixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class FixedCodingTest {
  private static final String TEXT =
      "{\"coding\":[{\"system\":\"urn:s\",\"code\":\"c\",\"display\":\"d\"}]}";

  private final FixedCoding coding = FixedCoding.of("urn:s", "c", "d");

  @Test
  void itIsLikeAnyOtherToWhoReadsIt() {
    JsonNode same = JsonMapper.shared().readTree(TEXT);

    assertThat(coding.concept()).isEqualTo(same).hasSameHashCodeAs(same).hasToString(TEXT);
    assertThat(same).isEqualTo(coding.concept());
    assertThat(JsonMapper.shared().writeValueAsString(coding.concept())).isEqualTo(TEXT);
    assertThat(FixedCoding.of("", "c", "")).hasToString("{\"code\":\"c\"}");
  }

  @Test
  void nobodyChangesIt() {
    List<Consumer<ObjectNode>> changes =
        List.of(
            object -> object.put("code", "x"),
            object -> object.set("more", coding),
            object -> object.setAll(object),
            object -> object.setAll(Map.of("more", coding)),
            object -> object.without(List.of("code")),
            object -> object.remove(List.of("code")),
            object -> object.remove("code"),
            ObjectNode::removeAll,
            object -> object.putObject("more"),
            object -> object.putIfAbsent("more", coding),
            object -> object.removeIf(value -> true),
            object -> object.replace("code", coding),
            object -> object.retain("code"),
            object -> object.without("code"));
    changes.forEach(
        change ->
            assertThatThrownBy(() -> change.accept(coding))
                .isInstanceOf(IllegalStateException.class));
    ArrayNode codings = (ArrayNode) coding.concept().get("coding");
    List<Consumer<ArrayNode>> others =
        List.of(
            array -> array.add("x"),
            array -> array.addAll(codings),
            array -> array.insert(0, "x"),
            array -> array.set(0, "x"),
            array -> array.replace(0, coding),
            array -> array.addAll(List.of(coding)),
            array -> array.remove(0),
            array -> array.removeIf(item -> true),
            ArrayNode::removeAll);
    others.forEach(
        change ->
            assertThatThrownBy(() -> change.accept(codings))
                .isInstanceOf(IllegalStateException.class));

    assertThat(coding.concept().deepCopy().put("text", "x")).hasSize(2);
    assertThat(coding.concept()).hasToString(TEXT);
  }

  @Test
  void theSameWordsAreTheSameObject() {
    FixedCoding said = FixedCoding.said("urn:s", "c");

    assertThat(FixedCoding.said("urn:s", "c")).isSameAs(said);
    assertThat(FixedCoding.said("urn:", "sc")).isNotSameAs(said);
    assertThat(said.concept().get("coding").get(0)).isSameAs(said);

    FixedObject both = said.concept(coding);
    assertThat(both).isSameAs(said.concept(coding)).isNotSameAs(coding.concept(said));
    assertThat(both.get("coding")).containsExactly(said, coding);
    assertThat(said.concept(said).get("coding")).containsExactly(said, said);
  }

  @Test
  void itIsKnownAgainByTheVeryOneWhoMarkedIt() throws Exception {
    List<String> lookers = Stream.generate(() -> new String("equal")).limit(12).toList();
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Callable<Object>> marks =
          lookers.subList(0, 11).stream()
              .map(by -> Executors.callable(() -> coding.mark(by)))
              .toList();
      for (Future<Object> each : threads.invokeAll(marks)) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(lookers.subList(0, 11)).allMatch(coding::isMarked);
    assertThat(coding.isMarked(lookers.get(11))).isFalse();
    assertThat(coding.concept().isMarked(lookers.get(0))).isFalse();
  }

  @Test
  void ofVeryManyNotAllAreRemembered() {
    List<Map<String, String>> lookers =
        Stream.generate(() -> Map.of("a", "b")).limit(100_000).toList();
    lookers.forEach(coding::mark);

    assertThat(lookers).filteredOn(coding::isMarked).isNotEmpty().hasSizeLessThan(100);
  }
}
