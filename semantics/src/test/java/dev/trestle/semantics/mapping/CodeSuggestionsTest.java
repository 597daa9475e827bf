package dev.trestle.semantics.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.trestle.kernel.site.SiteMapping;
import dev.trestle.kernel.site.SiteMapping.Text;
import dev.trestle.semantics.mapping.CodeSuggestions.Suggestion;
import dev.trestle.semantics.mapping.CodeSuggestions.Why;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What an unmapped code may mean is taken from the tables that are loaded, and told with its row.
 */
class CodeSuggestionsTest {
  private static final Text OVERLAY_A =
      new Text(
          "mappings/a.yaml",
          """
          overlay: a
          rules:
            patient.gender: { table: a-sex }
          tables:
            0001-gender: { D: other }
          """);
  private static final Text OVERLAY_B =
      new Text(
          "mappings/b.yaml",
          """
          overlay: b
          rules:
            observation.code: { table: b-lab }
          """);
  private static final Text SEX =
      new Text(
          "tables/a-sex.csv",
          """
          from,code,system,display
          W,female,,Weiblich
          D,other
          M,male
          """);
  private static final Text LAB =
      new Text(
          "tables/b-lab.csv",
          """
          from,code,system,display
          GLU,2345-7,http://loinc.org,Glucose
          K,2823-3,http://loinc.org,Potassium
          """);
  private static final Text MORE =
      new Text(
          "tables/c-lab.csv",
          """
          from,code,system,display
          na,2951-2,http://loinc.org,Sodium in serum
          W,718-7,http://loinc.org,Hemoglobin
          """);
  private static final SiteMapping SITE =
      new SiteMapping(List.of(OVERLAY_A, OVERLAY_B), List.of(SEX, LAB, MORE));

  private final CodeSuggestions suggestions =
      CodeSuggestions.of(
          MappingTranslator.ofBase(), SITE, List.of(List.of(), List.of("a"), List.of("b")));

  @Test
  void theSameCodeInAnotherTableComesFirstWithItsPlace() {
    assertThat(suggestions.of("0001-gender", "W", ""))
        .containsExactly(
            new Suggestion(
                "female", "", "Weiblich", "a-sex", "W", "site tables/a-sex.csv:2", Why.SAME_CODE));
    assertThat(suggestions.of("a-sex", "D2", "")).isEmpty();
    assertThat(suggestions.of("b-lab", "NA", "Natrium"))
        .extracting(Suggestion::code, Suggestion::why)
        .containsExactly(tuple("2951-2", Why.OTHERWISE_WRITTEN));
  }

  @Test
  void wordsAreComparedCaseAsideAndOnlyAWholeWordOrFewLettersCount() {
    assertThat(suggestions.of("b-lab", "4711", "GLUCOSE"))
        .extracting(Suggestion::from, Suggestion::why)
        .containsExactly(tuple("GLU", Why.SAME_TEXT));
    assertThat(suggestions.of("b-lab", "4711", "Sodium"))
        .extracting(Suggestion::from, Suggestion::why)
        .containsExactly(tuple("na", Why.SIMILAR_TEXT));
    assertThat(suggestions.of("b-lab", "4711", "Potasium"))
        .extracting(Suggestion::from)
        .containsExactly("K");
    assertThat(suggestions.of("b-lab", "4711", "Gluc")).isEmpty();
  }

  @Test
  void whatTheTableCouldNeverSayIsNoCandidate() {
    assertThat(suggestions.of("b-lab", "W", ""))
        .extracting(Suggestion::code)
        .as("female is no analyte")
        .containsExactly("718-7");
    assertThat(suggestions.of("there-is-none", "W", "Weiblich")).isEmpty();
  }

  @Test
  void eachTargetIsToldOnceAndAtMostThree() {
    assertThat(suggestions.of("0001-gender", "d", "other unknown male female"))
        .hasSizeLessThanOrEqualTo(CodeSuggestions.MOST)
        .extracting(Suggestion::code)
        .doesNotHaveDuplicates()
        .first()
        .isEqualTo("other");
  }
}
