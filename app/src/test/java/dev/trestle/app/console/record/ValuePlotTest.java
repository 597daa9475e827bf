package dev.trestle.app.console.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.lineage.ValueHistory.Change;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class ValuePlotTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

  private static Change change(int version, @Nullable JsonNode to) {
    return new Change(version, THEN.plusSeconds(version * 60L), null, to, version, "", "", null);
  }

  @Test
  void aNumberIsAStepAtEachChangeFromTheOldestToTheNewest() {
    ValuePlot plot =
        ValuePlot.of(
                List.of(
                    change(3, JSON.numberNode(7)),
                    change(2, JSON.numberNode(9)),
                    change(1, JSON.numberNode(5))))
            .orElseThrow();
    assertThat(plot.points()).isEqualTo("0.0,60.0 180.0,60.0 180.0,0.0 360.0,0.0 360.0,30.0");
    assertThat(plot.least()).isEqualTo(5);
    assertThat(plot.most()).isEqualTo(9);
  }

  @Test
  void whatIsNoNumberOrOnlyOneHasNoPlot() {
    assertThat(ValuePlot.of(List.of(change(1, JSON.numberNode(5))))).isEmpty();
    assertThat(
            ValuePlot.of(List.of(change(2, JSON.stringNode("x")), change(1, JSON.numberNode(5)))))
        .isEmpty();
    assertThat(ValuePlot.of(List.of(change(2, null), change(1, null)))).isEmpty();
  }
}
