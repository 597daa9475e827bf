package dev.trestle.semantics.mapping.plan;

import dev.trestle.semantics.mapping.rule.Mistakes;
import dev.trestle.semantics.mapping.rule.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a condition:
 *
 * <pre>
 * or     = and { "or" and }
 * and    = not { "and" not }
 * not    = "not" not | "(" or ")" | test
 * test   = "valued" "(" path ")"
 *        | "negative" "(" path ")"
 *        | "same" "(" path "," path ")"
 *        | "length" "(" path ")" ("&lt;" | "&gt;" | "=") number
 *        | (path | "trigger" | "after") ("=" word | "in" "(" word { "," word } ")")
 * </pre>
 */
final class ConditionParser {
  private final List<String> tokens;
  private final String text;
  private final Place place;
  private int at;

  private ConditionParser(String text, Place place) {
    this.text = text;
    this.place = place;
    this.tokens = tokens(text);
  }

  static Condition parse(String text, Place place) {
    ConditionParser parser = new ConditionParser(text, place);
    Condition condition = parser.or();
    if (parser.at < parser.tokens.size()) {
      throw parser.wrong();
    }
    return condition;
  }

  private Condition or() {
    Condition left = and();
    while (next("or")) {
      left = new Condition.Or(left, and());
    }
    return left;
  }

  private Condition and() {
    Condition left = not();
    while (next("and")) {
      left = new Condition.And(left, not());
    }
    return left;
  }

  private Condition not() {
    if (next("not")) {
      return new Condition.Not(not());
    }
    if (next("(")) {
      Condition inner = or();
      expect(")");
      return inner;
    }
    return test();
  }

  private Condition test() {
    String word = word();
    if (word.equals("valued")) {
      return new Condition.Valued(pathInParentheses());
    }
    if (word.equals("negative")) {
      return new Condition.Negative(pathInParentheses());
    }
    if (word.equals("same")) {
      expect("(");
      FieldPath left = FieldPath.parse(word(), place);
      expect(",");
      FieldPath right = FieldPath.parse(word(), place);
      expect(")");
      return new Condition.Same(left, right);
    }
    if (word.equals("length")) {
      FieldPath path = pathInParentheses();
      String comparison = word();
      if (!comparison.equals("<") && !comparison.equals(">") && !comparison.equals("=")) {
        throw wrong();
      }
      return new Condition.Length(path, comparison.charAt(0), number(word()));
    }
    Set<String> values = values();
    return switch (word) {
      case "trigger" -> new Condition.Trigger(values);
      case "after" -> new Condition.After(values);
      default -> new Condition.In(FieldPath.parse(word, place), values);
    };
  }

  private FieldPath pathInParentheses() {
    expect("(");
    FieldPath path = FieldPath.parse(word(), place);
    expect(")");
    return path;
  }

  private Set<String> values() {
    if (next("=")) {
      return Set.of(word());
    }
    expect("in");
    expect("(");
    Set<String> values = new TreeSet<>();
    do {
      values.add(word());
    } while (next(","));
    expect(")");
    return Set.copyOf(values);
  }

  private int number(String digits) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw wrong();
    }
  }

  private boolean next(String token) {
    if (at < tokens.size() && tokens.get(at).equals(token)) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(String token) {
    if (!next(token)) {
      throw wrong();
    }
  }

  private String word() {
    if (at >= tokens.size()) {
      throw wrong();
    }
    String token = tokens.get(at++);
    return token.startsWith("'") ? token.substring(1) : token;
  }

  private RuntimeException wrong() {
    String near = at < tokens.size() ? "near \"" + tokens.get(at) + "\"" : "at its end";
    return Mistakes.at(place, "the condition \"" + text + "\" is not readable " + near);
  }

  /** A quoted word keeps a leading quote, so that it is never taken for an operator. */
  private List<String> tokens(String condition) {
    List<String> found = new ArrayList<>();
    int i = 0;
    while (i < condition.length()) {
      char c = condition.charAt(i);
      if (c == ' ') {
        i++;
      } else if ("(),=<>".indexOf(c) >= 0) {
        found.add(String.valueOf(c));
        i++;
      } else if (c == '\'') {
        int end = condition.indexOf('\'', i + 1);
        if (end < 0) {
          throw Mistakes.at(place, "a quote in \"" + condition + "\" is not closed");
        }
        found.add(condition.substring(i, end));
        i = end + 1;
      } else {
        int end = i;
        while (end < condition.length() && " (),=<>'".indexOf(condition.charAt(end)) < 0) {
          end++;
        }
        found.add(condition.substring(i, end));
        i = end;
      }
    }
    return found;
  }
}
