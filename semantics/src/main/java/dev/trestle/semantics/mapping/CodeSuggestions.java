package dev.trestle.semantics.mapping;

import dev.trestle.kernel.problem.NearestName;
import dev.trestle.kernel.site.HealthSystem;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.SiteMapping;
import dev.trestle.kernel.site.Source;
import dev.trestle.semantics.mapping.rule.CodeTableDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a code that is in no table may mean: rows of the tables that are loaded, of all sources, for
 * a person to look at. Nothing is applied. Only what the code's own table already says, or other
 * codes of the systems it already maps to, is a candidate. Immutable (ADR 77).
 */
public final class CodeSuggestions {
  /** Suggestions for one code. */
  public static final int MOST = 3;

  /** In a shorter text a wrong letter makes another word. */
  private static final int TYPO_LENGTH = 8;

  /** Words that are shorter say little. */
  private static final int WORD_LENGTH = 4;

  private static final String BASE = "base";
  private static final Comparator<Suggestion> ORDER =
      Comparator.comparing(Suggestion::why)
          .thenComparing(one -> one.place().startsWith(BASE))
          .thenComparing(Suggestion::table)
          .thenComparing(Suggestion::from);

  private final Set<Candidate> rows;

  private record Candidate(String table, String from, CodeTableDefinition.Row row) {}

  /** Why a row is suggested, the best reason first. */
  public enum Why {
    SAME_CODE("the same code"),
    OTHERWISE_WRITTEN("the same code, otherwise written"),
    SAME_TEXT("the same words"),
    SIMILAR_TEXT("similar words");

    private final String words;

    Why(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /**
   * A row that may be meant.
   *
   * @param code it gives
   * @param system of that code, or empty
   * @param display its text, or empty
   * @param table where the row stands
   * @param from the row's own code
   * @param place layer, file and line of the row
   */
  public record Suggestion(
      String code,
      String system,
      String display,
      String table,
      String from,
      String place,
      Why why) {}

  private CodeSuggestions(Set<Candidate> rows) {
    this.rows = rows;
  }

  /** Of all tables that a source of the site uses. */
  public static CodeSuggestions of(Site site) {
    Set<List<String>> layers = new LinkedHashSet<>(List.of(List.of()));
    for (HealthSystem system : site.healthSystems()) {
      system.sources().stream().map(Source::layers).forEach(layers::add);
    }
    return of(MappingTranslator.ofBase(), site.mapping(), layers);
  }

  static CodeSuggestions of(
      MappingTranslator translator, SiteMapping mapping, Collection<List<String>> layers) {
    Set<Candidate> rows = new LinkedHashSet<>();
    for (List<String> some : layers) {
      for (CodeTableDefinition table : translator.effective(mapping, some).tables().values()) {
        table.rows().forEach((from, row) -> rows.add(new Candidate(table.name(), from, row)));
      }
    }
    return new CodeSuggestions(rows);
  }

  /**
   * At most {@link #MOST}, the best first, each target once.
   *
   * @param table in which the code is not
   * @param code as sent
   * @param text that came with it, or empty
   */
  public List<Suggestion> of(String table, String code, String text) {
    Set<String> systems = new HashSet<>();
    Set<String> codes = new HashSet<>();
    for (Candidate one : rows) {
      if (one.table().equals(table)) {
        (one.row().system().isEmpty() ? codes : systems)
            .add(one.row().system().isEmpty() ? one.row().code() : one.row().system());
      }
    }
    List<Suggestion> found = new ArrayList<>();
    for (Candidate one : rows) {
      CodeTableDefinition.Row row = one.row();
      boolean fits =
          row.system().isEmpty() ? codes.contains(row.code()) : systems.contains(row.system());
      if (fits && !row.code().isEmpty()) {
        why(one, table, code, text).ifPresent(why -> found.add(suggestion(one, why)));
      }
    }
    found.sort(ORDER);
    Set<String> targets = new HashSet<>();
    return found.stream()
        .filter(one -> targets.add(one.system() + "|" + one.code()))
        .limit(MOST)
        .toList();
  }

  private static Suggestion suggestion(Candidate one, Why why) {
    CodeTableDefinition.Row row = one.row();
    return new Suggestion(
        row.code(),
        row.system(),
        row.display(),
        one.table(),
        one.from(),
        row.place().layer() + " " + row.place(),
        why);
  }

  private static Optional<Why> why(Candidate one, String table, String code, String text) {
    if (one.from().equals(code) && !one.table().equals(table)) {
      return Optional.of(Why.SAME_CODE);
    }
    String sent = words(code);
    if (!sent.isEmpty() && words(one.from()).equals(sent)) {
      return Optional.of(Why.OTHERWISE_WRITTEN);
    }
    boolean similar = false;
    for (String said : List.of(sent, words(text))) {
      for (String known : List.of(words(one.row().display()), words(one.row().code()))) {
        if (!said.isEmpty() && said.equals(known)) {
          return Optional.of(Why.SAME_TEXT);
        }
        similar |= similar(said, known);
      }
    }
    return similar ? Optional.of(Why.SIMILAR_TEXT) : Optional.empty();
  }

  /** A few wrong letters, or all words of the one among those of the other. */
  private static boolean similar(String said, String known) {
    if (said.length() >= TYPO_LENGTH
        && known.length() >= TYPO_LENGTH
        && NearestName.of(said, List.of(known)).isPresent()) {
      return true;
    }
    List<String> one = List.of(said.split(" ", -1));
    List<String> other = List.of(known.split(" ", -1));
    List<String> fewer = one.size() <= other.size() ? one : other;
    List<String> more = one.size() <= other.size() ? other : one;
    return more.containsAll(fewer) && fewer.stream().anyMatch(word -> word.length() >= WORD_LENGTH);
  }

  /** Letters and digits in small words, {@code blood pressure}. */
  private static String words(String text) {
    StringBuilder words = new StringBuilder(text.length());
    text.toLowerCase(Locale.ROOT)
        .codePoints()
        .forEach(
            c -> {
              if (Character.isLetterOrDigit(c)) {
                words.appendCodePoint(c);
              } else if (!words.isEmpty() && words.charAt(words.length() - 1) != ' ') {
                words.append(' ');
              }
            });
    return words.toString().strip();
  }
}
