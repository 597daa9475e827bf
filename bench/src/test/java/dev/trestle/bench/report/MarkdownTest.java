package dev.trestle.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownTest {
  @Test
  void paragraphsAreBrokenIntoLinesOfAtMostAHundredColumns() {
    Markdown out = new Markdown();
    out.paragraph("word ".repeat(50).strip(), "and", "more");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100).hasSize(3);
    assertThat(out.toString()).endsWith("and more\n");
  }

  @Test
  void columnsOfNumbersStandAtTheRight() {
    Markdown out = new Markdown();
    out.heading("Title");
    out.table(List.of("what", ">µs"), List.of(List.of("a", "1")));
    assertThat(out.toString()).isEqualTo("## Title\n\n| what | µs |\n|---|---:|\n| a | 1 |\n");
  }

  @Test
  void aBudgetSaysWhetherItWasMet() {
    assertThat(Budget.atMost("a", 2_500, 2_000, " µs"))
        .isEqualTo(new Budget("a", "2,500 µs", "≤ 2,000 µs", "**over by 25 %**"));
    assertThat(Budget.atLeast("b", 60.5, 60, " %"))
        .isEqualTo(new Budget("b", "60.5 %", "≥ 60 %", "met"));
  }
}
