package dev.trestle.semantics.mapping.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.semantics.mapping.convert.Converters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page about the language has all its words, and none that it has not. */
class MappingPageTest {
  private static final Pattern WORD = Pattern.compile("`([a-z][a-z-]*)`");

  @Test
  void thePageHasTheWordsOfTheProgram() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "mapping.md"));
    assertThat(firstColumn(page, "## A rule", "## A map"))
        .containsExactlyInAnyOrderElementsOf(RuleCompiler.KNOWN);
    assertThat(firstColumn(page, "## A map", "## Conditions"))
        .containsExactlyInAnyOrderElementsOf(MapCompiler.KNOWN);
    Set<String> converters = new TreeSet<>(Converters.names());
    Set<String> told = firstColumn(page, "## Converters", "Findings of a converter");
    assertThat(converters).containsAll(told);
    converters.removeAll(told);
    assertThat(converters)
        .as("those that the last row does not stand for")
        .allMatch(name -> name.endsWith("-facts"));
  }

  private static Set<String> firstColumn(String page, String from, String to) {
    Set<String> words = new TreeSet<>();
    for (String line : page.substring(page.indexOf(from), page.indexOf(to)).split("\n")) {
      if (line.startsWith("| `")) {
        Matcher word = WORD.matcher(line.substring(0, line.indexOf(" | ")));
        while (word.find()) {
          words.add(word.group(1));
        }
      }
    }
    return words;
  }
}
