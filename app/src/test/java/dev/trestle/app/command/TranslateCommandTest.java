package dev.trestle.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code trestle translate}: what its options add to a line. */
class TranslateCommandTest {
  private static final String MESSAGE =
      "MSH|^~\\&|LAB|MERCY|||20260105080102||ADT^A08|M1|P|2.5.1\r"
          + "PID|1||123^^^MERCY^MR||DOE^JANE\r";

  @TempDir private Path folder = Path.of("");

  @Test
  void aHeaderIsInTheLineOfWhoAsksForIt() throws IOException {
    Path file = Files.writeString(folder.resolve("one.hl7"), MESSAGE);
    JsonNode line = line("translate", file.toString(), "--header");
    assertThat(line.at("/header/resourceType").asString()).isEqualTo("MessageHeader");
    assertThat(line.at("/header/source/name").asString()).isEqualTo("LAB");
    assertThat(line("translate", file.toString()).has("header")).isFalse();
  }

  @Test
  void whatHasNoHeaderHasNoneInItsLine() throws IOException {
    Path file = Files.writeString(folder.resolve("none.hl7"), "PID|1||123^^^MERCY^MR\r");
    JsonNode line = line("translate", file.toString(), "--header");
    assertThat(line.path("result").asString()).isEqualTo("untranslatable");
    assertThat(line.has("header")).isFalse();
  }

  private static JsonNode line(String... arguments) {
    return JsonMapper.shared().readTree(Cli.run(arguments).out());
  }
}
