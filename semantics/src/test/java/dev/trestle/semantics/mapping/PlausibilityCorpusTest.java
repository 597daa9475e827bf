package dev.trestle.semantics.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.kernel.statement.Translator;
import dev.trestle.semantics.checked.CheckingTranslator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The rules over every public message. Each of what they tell was looked at: made-up dates that
 * contradict each other (deaths and births after the message, results before a birth), and a
 * haemoglobin of 12.5 grams in a millilitre. A new one is looked at before it is counted here.
 */
class PlausibilityCorpusTest {
  private static final Pattern RULE = Pattern.compile("Rule \"([a-z0-9-]+)\"\\.$");

  @Test
  void whatIsToldOfThePublicMessagesIsTrue() throws IOException {
    List<Path> files = CorpusTest.files();
    assumeTrue(!files.isEmpty(), "skipped: no corpus (system property trestle.corpus)");
    Translator translator = CheckingTranslator.telling(MappingTranslator.ofBase());
    Map<String, Integer> told = new TreeMap<>();
    for (Path file : files) {
      Translation translation =
          translator.translate(Files.readAllBytes(file), Feeds.ADT, Feeds.SITE);
      for (Finding finding : PlausibilityTest.implausible(translation)) {
        Matcher rule = RULE.matcher(finding.text());
        assertThat(rule.find()).isTrue();
        told.merge(rule.group(1), 1, Integer::sum);
        System.out.println(file.getFileName() + " " + finding.location() + " " + rule.group(1));
      }
    }
    assertThat(told)
        .isEqualTo(
            Map.of(
                "before-birth", 21,
                "born-after-message", 9,
                "died-after-message", 8,
                "done-after-message", 15,
                "given-after-death", 4,
                "haemoglobin", 1));
  }
}
