package dev.trestle.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names: of classes (DESIGN §11), of EHR vendors (promise 8), and the page of each package. */
final class NameRules {
  static final String CLASS_NAME = "class name says nothing";
  static final String VENDOR = "EHR vendor in code";
  static final String PACKAGE_PAGE = "package without its page";

  static final List<Rule> ALL =
      List.of(
          new Rule(CLASS_NAME, NameRules::emptyNames),
          new Rule(VENDOR, NameRules::vendors),
          new Rule(PACKAGE_PAGE, NameRules::packagesWithoutPage));

  private static final List<String> EMPTY_SUFFIXES =
      List.of("Impl", "Manager", "Helper", "Utils", "Util", "Data", "Info");

  /** In lower case, one blank between words: also found as {@code OracleHealth}. */
  private static final List<String> VENDORS =
      List.of(
          "epic",
          "cerner",
          "oracle health",
          "athenahealth",
          "athena health",
          "eclinicalworks",
          "e clinical works",
          "meditech",
          "allscripts",
          "nextgen",
          "next gen");

  /** A word of prose or a part of a camel-case name. */
  private static final Pattern WORD = Pattern.compile("\\p{Lu}+(?!\\p{Ll})|\\p{Lu}?\\p{Ll}+");

  private NameRules() {}

  private static List<Violation> emptyNames(List<JavaSource> sources) {
    List<Violation> found = new ArrayList<>();
    for (JavaSource source : sources) {
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitClass(ClassTree type, Void unused) {
          String name = type.getSimpleName().toString();
          if (EMPTY_SUFFIXES.stream().anyMatch(name::endsWith)) {
            found.add(source.violation(CLASS_NAME, type, name));
          }
          return super.visitClass(type, unused);
        }
      }.scan(source.tree(), null);
    }
    return found;
  }

  private static List<Violation> vendors(List<JavaSource> sources) {
    List<Violation> found = new ArrayList<>();
    for (JavaSource source : sources) {
      // The sandbox imitates what hospitals have, by name.
      if (source.isMain() && !source.isIn("sandbox")) {
        long number = 0;
        for (String line : source.text().lines().toList()) {
          number++;
          String words = words(line);
          for (String vendor : VENDORS) {
            if (words.contains(" " + vendor + " ")) {
              found.add(new Violation(VENDOR, source.path(), number, vendor));
            }
          }
        }
      }
    }
    return found;
  }

  private static String words(String line) {
    StringBuilder words = new StringBuilder(" ");
    Matcher matcher = WORD.matcher(line);
    while (matcher.find()) {
      words.append(matcher.group().toLowerCase(Locale.ROOT)).append(' ');
    }
    return words.toString();
  }

  private static List<Violation> packagesWithoutPage(List<JavaSource> sources) {
    Set<String> folders = new TreeSet<>();
    Set<String> described = new TreeSet<>();
    for (JavaSource source : sources) {
      if (source.isMain()) {
        folders.add(source.folder());
        if (source.fileName().equals("package-info.java") && isMarkedAndDescribed(source)) {
          described.add(source.folder());
        }
      }
    }
    folders.removeAll(described);
    String what = "no package-info.java with a description and @NullMarked";
    return folders.stream().map(folder -> new Violation(PACKAGE_PAGE, folder, 0, what)).toList();
  }

  private static boolean isMarkedAndDescribed(JavaSource page) {
    return page.text().contains("/**")
        && page.tree().getPackageAnnotations().stream()
            .anyMatch(
                annotation -> annotation.getAnnotationType().toString().endsWith("NullMarked"));
  }
}
