package dev.trestle.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Frames in, frames out. */
class MainTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static ObjectNode question(String resource) {
    return JSON.createObjectNode().put("resource", resource);
  }

  private static List<JsonNode> answers(JsonNode... questions) throws IOException {
    ByteArrayOutputStream asked = new ByteArrayOutputStream();
    DataOutputStream frames = new DataOutputStream(asked);
    for (JsonNode question : questions) {
      byte[] frame = JSON.writeValueAsBytes(question);
      frames.writeInt(frame.length);
      frames.write(frame);
    }
    ByteArrayOutputStream answered = new ByteArrayOutputStream();
    Main.answer(new ByteArrayInputStream(asked.toByteArray()), answered);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(answered.toByteArray()));
    List<JsonNode> answers = new ArrayList<>();
    while (in.available() > 0) {
      answers.add(JSON.readTree(in.readNBytes(in.readInt())));
    }
    return answers;
  }

  @Test
  void eachQuestionHasItsAnswerUntilNobodyAsks() throws IOException {
    List<JsonNode> answers =
        answers(
            question("{\"resourceType\": \"Patient\", \"gender\": \"Kunigunde\"}"),
            question("this is no JSON, Kunigunde"),
            question("{\"resourceType\": \"Patient\"}"));
    assertThat(answers).hasSize(3);
    assertThat(answers.get(0).path("issues").toString()).contains("Patient.gender");
    assertThat(answers.get(1).has("failed") || answers.get(1).path("issues").size() > 0).isTrue();
    assertThat(answers.get(2).path("issues").toString()).doesNotContain("error");
    assertThat(answers()).isEmpty();
  }

  @Test
  void whatIsNoDefinitionIsUnreadableAndTheNextQuestionBeginsAnew() throws IOException {
    ObjectNode wrong = question("{\"resourceType\": \"Patient\"}");
    wrong.putArray("files").add("{\"Kunigunde\": 1}");
    List<JsonNode> answers = answers(wrong, question("{\"resourceType\": \"Patient\"}"));
    assertThat(answers.get(0).path("unreadable").asText()).isNotEmpty();
    assertThat(answers.get(0).toString()).doesNotContain("Kunigunde").doesNotContain("issues");
    assertThat(answers.get(1).has("issues")).isTrue();
  }

  @Test
  void moreIssuesThanAnybodyReadsAreCounted() throws IOException {
    String names =
        IntStream.range(0, 600)
            .mapToObj(i -> "{\"use\": \"wrong-" + i + "\"}")
            .collect(Collectors.joining(","));
    JsonNode answer =
        answers(question("{\"resourceType\": \"Patient\", \"name\": [" + names + "]}")).get(0);
    assertThat(answer.path("issues")).hasSize(501);
    assertThat(answer.path("issues").path(500).path("text").asText()).contains("more are not told");
  }

  @Test
  void aQuestionThatIsCutEndsItWithAnError() {
    byte[] cut = {0, 0, 0, 9, '{'};
    assertThatThrownBy(
            () -> Main.answer(new ByteArrayInputStream(cut), new ByteArrayOutputStream()))
        .isInstanceOf(IOException.class);
    byte[] negative = {-1, 0, 0, 0};
    assertThatThrownBy(
            () -> Main.answer(new ByteArrayInputStream(negative), new ByteArrayOutputStream()))
        .isInstanceOf(IOException.class);
  }
}
