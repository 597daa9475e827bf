package dev.trestle.records.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class JsonTest {
  @Test
  void theDigestDoesNotDependOnTheOrderOfNames() {
    assertThat(Json.digest(json("{\"a\":{\"x\":1,\"y\":[{\"p\":1,\"q\":2}]},\"b\":2}")))
        .isEqualTo(Json.digest(json("{\"b\":2,\"a\":{\"y\":[{\"q\":2,\"p\":1}],\"x\":1}}")));
    assertThat(Json.digest(json("[1,2]"))).isNotEqualTo(Json.digest(json("[2,1]")));
  }

  @Test
  void decimalsKeepTheirDigits() {
    JsonNode node = json("{\"value\":4.10}");
    assertThat(new String(Json.bytes(node), StandardCharsets.UTF_8)).isEqualTo("{\"value\":4.10}");
    assertThat(node).isNotEqualTo(json("{\"value\":4.1}"));
    assertThat(Json.digest(node)).isNotEqualTo(Json.digest(json("{\"value\":4.1}")));
  }

  private static JsonNode json(String text) {
    return Json.parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
