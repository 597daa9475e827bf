package dev.trestle.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds DESIGN §11 over every module. What may break a rule is listed in {@link Excused}. */
final class TidyTest {
  private static List<JavaSource> sources = List.of();
  private static Map<String, String> texts = Map.of();

  @BeforeAll
  static void readTheProject() {
    sources = Project.javaSources();
    texts = Project.textFiles();
  }

  static List<Rule> rules() {
    return Stream.of(SizeRules.ALL, NameRules.ALL, CodeRules.ALL, RecordRules.ALL, TestRules.ALL)
        .flatMap(List::stream)
        .toList();
  }

  @Test
  void theWholeProjectIsSeen() {
    assertThat(sources).extracting(JavaSource::path).anyMatch(path -> path.startsWith("kernel/"));
    assertThat(sources).anyMatch(JavaSource::isMain).anyMatch(JavaSource::isTest);
    assertThat(texts).containsKeys("pom.xml", "trestle", ".ci/run");
  }

  @ParameterizedTest
  @MethodSource("rules")
  void noSourceBreaksTheRule(Rule rule) {
    assertThat(Excused.remaining(rule.violations(sources))).isEmpty();
  }

  @Test
  void noTextNamesAPlaceOfOneMachine() {
    assertThat(Excused.remaining(TextRules.violations(texts))).isEmpty();
  }

  @Test
  void halfOfTheFilesAreShort() {
    long median = SizeRules.medianLines(sources);
    assertThat(median).as("median of lines").isBetween(1L, (long) SizeRules.MAX_MEDIAN_LINES);
  }

  @Test
  void everyExcuseIsStillNeeded() {
    List<Violation> all = new ArrayList<>(TextRules.violations(texts));
    rules().forEach(rule -> all.addAll(rule.violations(sources)));
    assertThat(Excused.LIST).allMatch(entry -> all.stream().anyMatch(entry::covers));
  }
}
