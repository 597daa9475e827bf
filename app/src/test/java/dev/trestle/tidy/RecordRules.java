package dev.trestle.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;

/** DESIGN §9: nothing that carries patient data has a {@code toString} that prints it. */
final class RecordRules {
  static final String PRINTS_PAYLOAD = "record prints its payload";

  static final List<Rule> ALL = List.of(new Rule(PRINTS_PAYLOAD, RecordRules::printingRecords));

  /**
   * Types that print their content, whatever the component is called. Arrays, buffers and futures
   * print none.
   */
  private static final Pattern PAYLOAD_TYPE =
      Pattern.compile("(?s).*\\b((Json|Object|Array|Text)Node|Slot)\\b.*");

  /** Names of content, when the type is text or a collection of text. */
  private static final Set<String> PAYLOAD_NAMES =
      Set.of(
          "raw",
          "message",
          "body",
          "value",
          "values",
          "payload",
          "content",
          "bytes",
          "leaf",
          "leaves",
          "demographics",
          "familyname",
          "givenname",
          "birthdate",
          "address");

  private static final Pattern TEXT_TYPE =
      Pattern.compile("(?s).*\\b(String|CharSequence|Object|LocalDate)\\b.*");

  private RecordRules() {}

  private static List<Violation> printingRecords(List<JavaSource> sources) {
    List<Violation> found = new ArrayList<>();
    for (JavaSource source : sources) {
      if (source.isMain()) {
        new TreeScanner<Void, Void>() {
          @Override
          public Void visitClass(ClassTree type, Void unused) {
            if (type.getKind() == Tree.Kind.RECORD && !overridesToString(type)) {
              for (Tree member : type.getMembers()) {
                if (member instanceof VariableTree component && isPayload(component)) {
                  String what =
                      type.getSimpleName()
                          + "."
                          + component.getName()
                          + ": override toString neutrally";
                  found.add(source.violation(PRINTS_PAYLOAD, type, what));
                }
              }
            }
            return super.visitClass(type, unused);
          }
        }.scan(source.tree(), null);
      }
    }
    return found;
  }

  private static boolean isPayload(VariableTree component) {
    String name = component.getName().toString();
    String type = String.valueOf(component.getType());
    if (component.getModifiers().getFlags().contains(Modifier.STATIC)) {
      return false;
    }
    return PAYLOAD_TYPE.matcher(type).matches()
        || (PAYLOAD_NAMES.contains(name.toLowerCase(Locale.ROOT))
            && TEXT_TYPE.matcher(type).matches());
  }

  private static boolean overridesToString(ClassTree type) {
    return type.getMembers().stream()
        .anyMatch(
            member ->
                member instanceof MethodTree method
                    && method.getName().contentEquals("toString")
                    && method.getParameters().isEmpty());
  }
}
