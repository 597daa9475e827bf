package dev.trestle.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchOptionsTest {
  @Test
  void withoutOptionsEverythingIsMeasuredAndWrittenToTheDocumentation() {
    BenchOptions options = BenchOptions.read(List.of());
    assertThat(options.parts())
        .containsExactlyInAnyOrderElementsOf(
            EnumSet.complementOf(EnumSet.of(Part.PAGES, Part.MATCH)));
    assertThat(options.scale()).isEqualTo(Scale.QUICK);
    assertThat(options.report()).contains(Path.of("docs/performance.md"));
  }

  @Test
  void thePagesFillTheJournalWithCopiesAndSoAreMeasuredOnlyWhenTheyAreNamed() {
    assertThat(BenchOptions.read(List.of("--only", "pages")).parts()).containsExactly(Part.PAGES);
    assertThat(BenchOptions.read(List.of("--full")).parts()).doesNotContain(Part.PAGES);
  }

  @Test
  void aPartAloneLeavesTheDocumentationAsItIs() {
    BenchOptions options = BenchOptions.read(List.of("--full", "--only", "end-to-end,mix"));
    assertThat(options.parts()).containsExactly(Part.END_TO_END, Part.MIX);
    assertThat(options.scale()).isEqualTo(Scale.FULL);
    assertThat(options.report()).isEmpty();
  }

  @Test
  void aWrongOptionIsRefused() {
    assertThatThrownBy(() -> BenchOptions.read(List.of("--slow")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BenchOptions.read(List.of("--only", "everything")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BenchOptions.read(List.of("--folder")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
