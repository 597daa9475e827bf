package dev.trestle.tidy;

import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;

/** DESIGN §11: files are short, methods are shorter than a screen. */
final class SizeRules {
  static final String FILE_TOO_LONG = "file too long";
  static final String METHOD_TOO_LONG = "method too long";

  static final int MAX_FILE_LINES = 500;
  static final int MAX_METHOD_LINES = 70;
  static final int MAX_MEDIAN_LINES = 100;

  static final List<Rule> ALL =
      List.of(
          new Rule(FILE_TOO_LONG, SizeRules::longFiles),
          new Rule(METHOD_TOO_LONG, SizeRules::longMethods));

  private SizeRules() {}

  /** The number of lines that half of the main files stay below; 0 without files. */
  static long medianLines(List<JavaSource> sources) {
    List<Long> sizes =
        sources.stream()
            .filter(source -> source.isMain() && !source.fileName().equals("package-info.java"))
            .map(JavaSource::lines)
            .sorted()
            .toList();
    return sizes.isEmpty() ? 0 : sizes.get(sizes.size() / 2);
  }

  private static List<Violation> longFiles(List<JavaSource> sources) {
    return sources.stream()
        .filter(source -> source.lines() > MAX_FILE_LINES)
        .map(
            source ->
                new Violation(FILE_TOO_LONG, source.path(), 0, source.lines() + " lines in a file"))
        .toList();
  }

  private static List<Violation> longMethods(List<JavaSource> sources) {
    List<Violation> found = new ArrayList<>();
    for (JavaSource source : sources) {
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitMethod(MethodTree method, Void unused) {
          long lines = source.lastLine(method) - source.line(method) + 1;
          if (lines > MAX_METHOD_LINES) {
            String what = method.getName() + " has " + lines + " lines";
            found.add(source.violation(METHOD_TOO_LONG, method, what));
          }
          return super.visitMethod(method, unused);
        }
      }.scan(source.tree(), null);
    }
    return found;
  }
}
