package dev.trestle.semantics.validation;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.statement.Rendering;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.kernel.statement.Translation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What of the resources that one message makes is not FHIR R4. What other messages say of the same
 * resources is not known here, so that a lack may be none: {@link #isCertain}.
 */
public final class TranslationCheck {
  private static final Comparator<Statement> RANK =
      Comparator.comparingInt(Statement::level).thenComparingLong(Statement::timeMicros);

  /** Invariants that an element of another message can satisfy. */
  private static final Set<String> OF_THE_WHOLE =
      Set.of("app-2", "app-3", "ait-1", "con-4", "org-1");

  private TranslationCheck() {}

  /**
   * The findings, errors all; what several resources of a type have in common is told once.
   *
   * @return at most {@link ResourceChecker#LIMIT}
   */
  public static List<Finding> findings(Translation translation) {
    boolean[] doubtful = SureTranslation.doubtful(translation, ResourceChecker.ofR4().sure());
    for (boolean each : doubtful) {
      if (each) {
        return findings(translation, doubtful);
      }
    }
    return List.of();
  }

  /**
   * The findings as they are told of whole resources.
   *
   * @param asked for each key whether it is looked at
   */
  static List<Finding> findings(Translation translation, boolean[] asked) {
    Map<Finding, Integer> counts = new LinkedHashMap<>();
    List<List<Statement>> byKey = byKey(translation, asked);
    for (int key = 0; key < asked.length; key++) {
      List<Statement> about = byKey.get(key);
      if (!about.isEmpty()) {
        String type = translation.keys().get(key).type();
        for (Finding finding :
            ResourceChecker.ofR4()
                .check(
                    Rendering.render(type, slots(about)),
                    reference -> type(translation, reference))) {
          counts.merge(finding, 1, Integer::sum);
        }
      }
    }
    return counts.isEmpty() ? List.of() : told(counts);
  }

  /** Whether it is wrong whatever other messages say of the resource. */
  public static boolean isCertain(Finding finding) {
    boolean ofTheWhole = finding.location().indexOf('.') == finding.location().lastIndexOf('.');
    if (finding.code() == ProblemCode.FHIR_REQUIRED) {
      return !ofTheWhole;
    }
    String text = finding.text();
    int colon = text.indexOf(':');
    return finding.code() != ProblemCode.FHIR_INVARIANT
        || colon < 0
        || !OF_THE_WHOLE.contains(text.substring(0, colon));
  }

  private static List<Finding> told(Map<Finding, Integer> counts) {
    List<Finding> told = new ArrayList<>();
    counts.forEach(
        (finding, count) -> {
          if (told.size() < ResourceChecker.LIMIT) {
            told.add(counted(finding, count));
          }
        });
    return told;
  }

  /** A finding that so many resources have in common. */
  public static Finding counted(Finding finding, int count) {
    return count == 1
        ? finding
        : new Finding(
            finding.severity(),
            finding.code(),
            finding.location(),
            finding.text() + " (" + count + " resources)");
  }

  private static List<List<Statement>> byKey(Translation translation, boolean[] asked) {
    List<List<Statement>> byKey = new ArrayList<>(asked.length);
    for (boolean each : asked) {
      byKey.add(each ? new ArrayList<>(2) : List.of());
    }
    for (Statement statement : translation.statements()) {
      if (asked[statement.key()]) {
        byKey.get(statement.key()).add(statement);
      }
    }
    return byKey;
  }

  /** What statements about one resource say, the weightiest last. */
  public static List<Slot> slots(List<Statement> about) {
    if (about.size() == 1) {
      return about.get(0).slots();
    }
    List<Slot> slots = new ArrayList<>();
    about.stream().sorted(RANK).forEach(statement -> slots.addAll(statement.slots()));
    return slots;
  }

  /** The type that a reference to a key of the translation leads to; empty for other references. */
  public static String type(Translation translation, String reference) {
    if (!reference.startsWith(Translation.REFERENCE_PREFIX)) {
      return "";
    }
    int key = Integer.parseInt(reference.substring(Translation.REFERENCE_PREFIX.length()));
    return translation.keys().get(key).type();
  }
}
