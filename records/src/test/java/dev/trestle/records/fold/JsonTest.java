package dev.trestle.records.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class JsonTest {
  @Test
  void treesReadTheSameInAnyOrderOfNamesButNotOfItems() {
    JsonNode one = json("{'a':{'x':1,'y':[{'p':1,'q':2}]},'b':2}");
    assertThat(Json.same(one, json("{'b':2,'a':{'y':[{'q':2,'p':1}],'x':1}}"))).isTrue();
    assertThat(Json.same(json("[1,2]"), json("[2,1]"))).isFalse();
    assertThat(Json.same(json("[1,2]"), json("[1]"))).isFalse();
    assertThat(Json.same(json("[1]"), json("[1,2]"))).isFalse();
    assertThat(Json.same(one, json("{'a':{'x':1,'y':[{'p':1,'q':3}]},'b':2}"))).isFalse();
    assertThat(Json.same(json("{'a':1}"), json("{'b':1}"))).isFalse();
    assertThat(Json.same(json("{'a':1}"), json("{'a':'1'}"))).isFalse();
    assertThat(Json.same(json("{'a':{}}"), json("{'a':[]}"))).isFalse();
  }

  @Test
  void aNumberReadsTheSameWhateverTypeHoldsIt() {
    JsonNode parsed = json("{'value':4}");
    JsonNode made = JsonNodeFactory.instance.objectNode().put("value", new BigDecimal("4"));
    assertThat(Json.same(parsed, made)).isTrue();
    assertThat(Json.same(json("{'value':4.0}"), made)).isFalse();
  }

  @Test
  void decimalsKeepTheirDigits() {
    JsonNode node = json("{'value':4.10}");
    assertThat(new String(Json.bytes(node), StandardCharsets.UTF_8)).isEqualTo("{\"value\":4.10}");
    assertThat(node).isNotEqualTo(json("{'value':4.1}"));
    assertThat(Json.same(node, json("{'value':4.1}"))).isFalse();
  }

  private static JsonNode json(String text) {
    return Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
