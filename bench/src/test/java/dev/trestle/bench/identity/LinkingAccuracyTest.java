package dev.trestle.bench.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trestle.identity.measure.Accuracy;
import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.model.LinkModelResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Holds how good the linking is, a little below what was measured (docs/identity.md). */
class LinkingAccuracyTest {
  private static final Path CORPUS = Path.of(System.getProperty("trestle.corpus", "absent"));
  private static final double FEBRL = 0.997;
  private static final double BLANKED = 0.99;
  private static final double FAKE = 0.95;
  private static final double MIXED = 0.015;
  private static final LinkModel MODEL = LinkModelResource.standard();

  @Test
  void oneModelLinksThePublishedSets() throws IOException {
    for (PeopleSet set : PeopleSet.SMALL) {
      if (set.name().startsWith("FEBRL 1") || set.name().startsWith("FEBRL 2")) {
        continue; // like 3 and 4, and seconds more; the bench measures them
      }
      assumeTrue(set.isIn(CORPUS), "skipped: no corpus of people (trestle.corpus)");
      Accuracy accuracy = set.measure(CORPUS, MODEL).figures().accuracy();
      double least = least(set);
      assertThat(accuracy.f1()).as(set.name()).isGreaterThan(least);
      assertThat(accuracy.mixedShare()).as(set.name()).isLessThan(MIXED);
    }
  }

  private static double least(PeopleSet set) {
    if (set.name().equals("fake_1000")) {
      return FAKE;
    }
    return set.columns().contains("ssn=") ? FEBRL : BLANKED;
  }

  @Test
  void whatReviewersRefusedIsNeverLinkedByItself() throws IOException {
    assumeTrue(
        Files.isDirectory(CORPUS.resolve("identity/recordlinker")),
        "skipped: no corpus of people (trestle.corpus)");
    int refused = 0;
    for (String file : ReviewedCases.FILES) {
      var answers = ReviewedCases.judge(CORPUS, file, MODEL);
      assertThat(answers).as(file).containsKeys("match", "no_match");
      ReviewedCases.Answered no = Objects.requireNonNull(answers.get("no_match"));
      ReviewedCases.Answered yes = Objects.requireNonNull(answers.get("match"));
      assertThat(no.automatic()).as(file).isZero();
      assertThat(yes.automatic()).as(file).isPositive();
      refused += no.cases();
    }
    assertThat(refused).isGreaterThan(150);
  }
}
