package dev.trestle.app.guide;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says a condition of the guide in the grammar of our mappings:
 *
 * <pre>
 * or     = and { "OR" and }
 * and    = test { "AND" test }
 * test   = "(" or ")"
 *        | path ["IS"] ["NOT"] ("VALUED" | "EMPTY")
 *        | path ["IS"] ["NOT"] ["EQUALS" | "="] text
 *        | path ["IS"] ["NOT"] "IN" "(" text { "," text } ")"
 *        | path "LENGTH" "GREATER" "THAN" number
 * </pre>
 *
 * An {@code IF} may stand before every part. Whatever is not of this form is outside: a condition
 * that is nearly right would say something false of a patient.
 */
final class GuideCondition {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(\"[^\"]*\"|'[^']*'|[(),=]|[^\\s(),=\"']+)");

  private static final Pattern PATH =
      Pattern.compile("[A-Z][A-Z0-9]{2}-[1-9]\\d{0,2}(\\.[1-9]\\d?){0,2}");

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9]+");

  private final List<String> tokens;
  private int at;

  private GuideCondition(List<String> tokens) {
    this.tokens = tokens;
  }

  /** What is not of the form. */
  private static final class Outside extends Exception {
    private static final long serialVersionUID = 1;
  }

  /** The same in our grammar; empty when it is outside of it. */
  static Optional<String> translate(String condition) {
    List<String> tokens = new ArrayList<>();
    Matcher found = TOKEN.matcher(condition);
    int end = 0;
    while (found.lookingAt()) {
      tokens.add(found.group(1));
      end = found.end();
      found.region(end, condition.length());
    }
    if (!condition.substring(end).isBlank()) {
      return Optional.empty();
    }
    GuideCondition reader = new GuideCondition(tokens);
    try {
      String said = reader.or();
      return reader.at == tokens.size() ? Optional.of(said) : Optional.empty();
    } catch (Outside outside) {
      return Optional.empty();
    }
  }

  private String or() throws Outside {
    StringBuilder said = new StringBuilder(and());
    while (next("OR")) {
      said.append(" or ").append(and());
    }
    return said.toString();
  }

  private String and() throws Outside {
    StringBuilder said = new StringBuilder(test());
    while (next("AND")) {
      said.append(" and ").append(test());
    }
    return said.toString();
  }

  private String test() throws Outside {
    next("IF");
    if (next("(")) {
      String inner = or();
      expect(")");
      return "(" + inner + ")";
    }
    String path = take();
    if (!PATH.matcher(path).matches()) {
      throw new Outside();
    }
    if (next("LENGTH")) {
      expect("GREATER");
      expect("THAN");
      return "length(" + path + ") > " + number(take());
    }
    boolean is = next("IS");
    boolean negative = next("NOT");
    if (next("VALUED")) {
      return (negative ? "not " : "") + "valued(" + path + ")";
    }
    if (next("EMPTY")) {
      return (negative ? "" : "not ") + "valued(" + path + ")";
    }
    String values = next("IN") ? "in " + list() : equal(is || negative);
    return (negative ? "not " : "") + path + " " + values;
  }

  private String equal(boolean begun) throws Outside {
    boolean said = next("EQUALS") || next("=");
    if (!said && !begun) {
      throw new Outside();
    }
    return "= " + text();
  }

  private String list() throws Outside {
    expect("(");
    Set<String> values = new TreeSet<>();
    do {
      values.add(text());
    } while (next(","));
    expect(")");
    return "(" + String.join(", ", values) + ")";
  }

  /** A text in quotes; ours are needed only around what is no plain word. */
  private String text() throws Outside {
    String quoted = take();
    char quote = quoted.charAt(0);
    if (quote != '"' && quote != '\'') {
      throw new Outside();
    }
    String text = quoted.substring(1, quoted.length() - 1);
    if (text.isEmpty() || text.indexOf('\'') >= 0 || text.chars().anyMatch(c -> c < ' ')) {
      throw new Outside();
    }
    return PLAIN.matcher(text).matches() ? text : "'" + text + "'";
  }

  private static String number(String digits) throws Outside {
    if (!digits.matches("\\d{1,4}")) {
      throw new Outside();
    }
    return String.valueOf(Integer.parseInt(digits));
  }

  private boolean next(String token) {
    if (at < tokens.size() && tokens.get(at).equalsIgnoreCase(token)) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(String token) throws Outside {
    if (!next(token)) {
      throw new Outside();
    }
  }

  private String take() throws Outside {
    if (at >= tokens.size()) {
      throw new Outside();
    }
    return tokens.get(at++);
  }
}
