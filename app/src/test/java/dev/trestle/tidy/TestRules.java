package dev.trestle.tidy;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tests say something, do not sleep and are not switched off. */
final class TestRules {
  static final String NO_ASSERTION = "test without assertion";
  static final String SLEEP = "sleeping test";
  static final String DISABLED = "disabled test";

  private static final Pattern SLEEP_TEXT =
      Pattern.compile("\\bThread\\s*\\.\\s*sleep\\b|\\bTimeUnit\\s*\\.\\s*\\w+\\s*\\.\\s*sleep\\b");
  private static final Pattern DISABLED_TEXT = Pattern.compile("@Disabled\\b(?!On|If|For)");
  private static final Set<String> TEST_ANNOTATIONS =
      Set.of("Test", "ParameterizedTest", "RepeatedTest", "Property", "Example");
  private static final Pattern ASSERTING_NAME =
      Pattern.compile("(assert|expect|verify|fail|untilAsserted|check).*");

  static final List<Rule> ALL =
      List.of(
          new Rule(NO_ASSERTION, TestRules::withoutAssertion),
          new Rule(SLEEP, sources -> search(SLEEP, SLEEP_TEXT, sources)),
          new Rule(DISABLED, sources -> search(DISABLED, DISABLED_TEXT, sources)));

  private TestRules() {}

  private static List<Violation> search(String rule, Pattern pattern, List<JavaSource> sources) {
    List<Violation> found = new ArrayList<>();
    for (JavaSource source : sources) {
      if (source.isTest() && !source.path().contains("/dev/trestle/tidy/")) {
        Matcher matcher = pattern.matcher(source.text());
        while (matcher.find()) {
          long line = source.tree().getLineMap().getLineNumber(matcher.start());
          found.add(new Violation(rule, source.path(), line, matcher.group()));
        }
      }
    }
    return found;
  }

  /** A test may assert through methods of its own package: those count, however deep. */
  private static List<Violation> withoutAssertion(List<JavaSource> sources) {
    List<Violation> found = new ArrayList<>();
    Map<String, Map<String, Set<String>>> callsByFolder = new HashMap<>();
    for (JavaSource source : sources) {
      if (source.isTest()) {
        Map<String, Set<String>> calls =
            callsByFolder.computeIfAbsent(source.folder(), folder -> new HashMap<>());
        new Methods(calls).scan(source.tree(), null);
      }
    }
    for (JavaSource source : sources) {
      Map<String, Set<String>> calls = callsByFolder.get(source.folder());
      if (source.isTest() && calls != null) {
        new TreeScanner<Void, Void>() {
          @Override
          public Void visitMethod(MethodTree method, Void unused) {
            if (isTest(method) && !asserts(callsOf(method), calls, new HashSet<>())) {
              found.add(source.violation(NO_ASSERTION, method, method.getName().toString()));
            }
            return super.visitMethod(method, unused);
          }
        }.scan(source.tree(), null);
      }
    }
    return found;
  }

  private static boolean isTest(MethodTree method) {
    for (AnnotationTree annotation : method.getModifiers().getAnnotations()) {
      String name = annotation.getAnnotationType().toString();
      if (TEST_ANNOTATIONS.contains(name.substring(name.lastIndexOf('.') + 1))) {
        return true;
      }
    }
    return false;
  }

  private static boolean asserts(
      Set<String> names, Map<String, Set<String>> calls, Set<String> seen) {
    for (String name : names) {
      if (ASSERTING_NAME.matcher(name).matches()) {
        return true;
      }
      Set<String> inner = calls.get(name);
      if (inner != null && seen.add(name) && asserts(inner, calls, seen)) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> callsOf(MethodTree method) {
    Set<String> names = new HashSet<>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
        if (call.getMethodSelect() instanceof MemberSelectTree select) {
          names.add(select.getIdentifier().toString());
        } else if (call.getMethodSelect() instanceof IdentifierTree identifier) {
          names.add(identifier.getName().toString());
        }
        return super.visitMethodInvocation(call, unused);
      }

      @Override
      public Void visitMemberReference(MemberReferenceTree reference, Void unused) {
        names.add(reference.getName().toString());
        return super.visitMemberReference(reference, unused);
      }
    }.scan(method, null);
    return names;
  }

  /** Collects which method calls which, by name: overloads count as one. */
  private static final class Methods extends TreeScanner<Void, Void> {
    private final Map<String, Set<String>> calls;

    Methods(Map<String, Set<String>> calls) {
      this.calls = calls;
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      calls
          .computeIfAbsent(method.getName().toString(), name -> new HashSet<>())
          .addAll(callsOf(method));
      return super.visitMethod(method, unused);
    }
  }
}
