package dev.trestle.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must not stand in code: unfinished work, printing, SQL outside the stores. */
final class CodeRules {
  static final String UNFINISHED = "unfinished";
  static final String PRINTING = "printing past the command line";
  static final String STACK_TRACE = "stack trace printed";
  static final String SQL = "SQL outside a store";

  static final List<Rule> ALL =
      List.of(
          new Rule(UNFINISHED, sources -> search(UNFINISHED, sources)),
          new Rule(PRINTING, sources -> search(PRINTING, sources)),
          new Rule(STACK_TRACE, sources -> search(STACK_TRACE, sources)),
          new Rule(SQL, CodeRules::sqlOutsideStores));

  private static final Pattern UNFINISHED_TEXT =
      Pattern.compile(
          "\\b(TODO|FIXME)\\b|(//|\\*)\\s*XXX\\b|UnsupportedOperationException"
              + "|(?i:\\bnot (yet )?implemented\\b)");
  private static final Pattern SYSTEM_STREAM = Pattern.compile("\\bSystem\\s*\\.\\s*(out|err)\\b");
  private static final Pattern STACK_TRACE_TEXT = Pattern.compile("\\bprintStackTrace\\b");

  /** The start of a statement. Prose begins with one capital letter, SQL with none or all. */
  private static final String STATEMENTS =
      "select\\s.*?\\sfrom\\s|with\\s+(recursive\\s+)?\\w+(\\s*\\([^)]*\\))?\\s+as\\s"
          + "|insert\\s+into\\s|update\\s+(only\\s+)?[\\w.\"]+(\\s+\\w+)?\\s+set\\s"
          + "|delete\\s+from\\s|merge\\s+into\\s|(create|alter|drop)\\s+table\\s";

  private static final Pattern SQL_TEXT =
      Pattern.compile("\\A\\s*(" + STATEMENTS + "|" + upper(STATEMENTS) + ")", Pattern.DOTALL);

  private static final String COMMAND_LINE = "app/src/main/java/dev/trestle/app/command/";

  /** The validator answers on its standard output. */
  private static final String PROGRAM = "/dev/trestle/validator/Main.java";

  private CodeRules() {}

  private static List<Violation> search(String rule, List<JavaSource> sources) {
    return switch (rule) {
      case UNFINISHED -> search(rule, sources, UNFINISHED_TEXT, CodeRules::isOurs);
      case PRINTING ->
          search(
              rule,
              sources,
              SYSTEM_STREAM,
              source ->
                  source.isMain()
                      && !source.path().startsWith(COMMAND_LINE)
                      && !source.path().endsWith(PROGRAM));
      default -> search(rule, sources, STACK_TRACE_TEXT, JavaSource::isMain);
    };
  }

  /** This package has to write down what it looks for. */
  private static boolean isOurs(JavaSource source) {
    return !source.path().contains("/dev/trestle/tidy/");
  }

  private static List<Violation> search(
      String rule, List<JavaSource> sources, Pattern pattern, Predicate<JavaSource> where) {
    List<Violation> found = new ArrayList<>();
    for (JavaSource source : sources) {
      if (where.test(source)) {
        Matcher matcher = pattern.matcher(source.text());
        while (matcher.find()) {
          long line = source.tree().getLineMap().getLineNumber(matcher.start());
          found.add(new Violation(rule, source.path(), line, matcher.group().strip()));
        }
      }
    }
    return found;
  }

  private static List<Violation> sqlOutsideStores(List<JavaSource> sources) {
    List<Violation> found = new ArrayList<>();
    for (JavaSource source : sources) {
      if (source.isMain()) {
        new TreePathScanner<Void, Void>() {
          @Override
          public Void visitLiteral(LiteralTree literal, Void unused) {
            if (literal.getValue() instanceof String text
                && SQL_TEXT.matcher(text).find()
                && !isInStore(getCurrentPath())) {
              found.add(
                  source.violation(SQL, literal, text.strip().lines().findFirst().orElse("")));
            }
            return super.visitLiteral(literal, unused);
          }
        }.scan(source.tree(), null);
      }
    }
    return found;
  }

  private static boolean isInStore(TreePath path) {
    for (Tree parent : path) {
      if (parent instanceof ClassTree type && type.getSimpleName().toString().endsWith("Store")) {
        return true;
      }
    }
    return false;
  }

  /** The same pattern for capitals; the escapes ({@code \s}, {@code \w}) stay what they are. */
  private static String upper(String pattern) {
    StringBuilder upper = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      boolean escaped = i > 0 && pattern.charAt(i - 1) == '\\';
      upper.append(escaped ? String.valueOf(c) : String.valueOf(c).toUpperCase(Locale.ROOT));
    }
    return upper.toString();
  }
}
