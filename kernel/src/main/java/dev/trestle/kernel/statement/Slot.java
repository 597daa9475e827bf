package dev.trestle.kernel.statement;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a statement says about one element. A resource is the fold of slots: for each path the
 * statement of highest rank wins, whatever the order of arrival.
 *
 * <p>The path is a FHIR element, nested with dots ({@code period.end}), and may carry a
 * discriminator in brackets that separates independent contributions to one element: {@code
 * identifier[MRN|123]}, {@code telecom[PID-13]}. An array value contributes its items to a
 * repeating element; contributions stand in the order of their discriminators. Of several
 * contributions to a single-valued element the one of highest rank is shown.
 *
 * <p>An element with a choice of types is written {@code value[x]}, as in FHIR's definitions; its
 * value is an object of the property that stands in the resource: {@code {"valueString": "clear"}}.
 * So a number that becomes a text replaces it. What takes the place of a value is said the same way
 * ({@code {"component": […]}}, {@code {"dataAbsentReason": …}}); a list joins the one that is
 * there. (A discriminator is never just {@code x}.)
 *
 * <p>Of a concept in such an element more can be told: {@code medication[x][D5W]#ingredient} is
 * what is told of the medication that {@code medication[x][D5W]} names. It shows only while that
 * concept is the one that counts, which then is the code of a contained resource (ADR 105).
 *
 * <p>With an {@link #event}, the slots of one element are a history in order of statement time, and
 * the last live event is shown: a cancel takes back the latest live event it names that is not
 * newer than itself, also when the cancel arrives first (DESIGN §4 "Statement time").
 *
 * @param path element and discriminator
 * @param value the value, or null: the element is deleted
 * @param event null for plain values
 * @param origins one for each leaf of the value in document order
 */
public record Slot(
    String path, @Nullable JsonNode value, @Nullable Event event, List<Origin> origins) {
  /** Stands between the path of a concept and what is told of it. */
  public static final String DETAIL = "#";

  public Slot {
    origins = List.copyOf(origins);
  }

  /**
   * An event of a history.
   *
   * @param name for example {@code admit}, {@code transfer}, {@code discharge}
   * @param cancels whether it takes back the event of that name
   */
  public record Event(String name, boolean cancels) {}

  /** The element without its discriminator; a choice element keeps its {@code [x]}. */
  public String element() {
    return element(path);
  }

  /** The element of a path. */
  public static String element(String path) {
    int bracket = path.indexOf('[');
    if (bracket >= 0 && path.startsWith("[x]", bracket)) {
      return path.substring(0, bracket + 3);
    }
    return bracket < 0 ? path : path.substring(0, bracket);
  }

  /** Where in a path the name of a detail begins, or -1: a discriminator may hold anything. */
  static int detailAt(String path) {
    int end = path.lastIndexOf("]" + DETAIL);
    if (end < 0 || path.indexOf("[x]") < 0) {
      return -1;
    }
    for (int i = end + 2; i < path.length(); i++) {
      char letter = path.charAt(i);
      if ((letter < 'a' || letter > 'z') && (letter < 'A' || letter > 'Z')) {
        return -1;
      }
    }
    return end + 2 < path.length() ? end + 2 : -1;
  }

  @Override
  public String toString() {
    return "Slot[" + element() + "]";
  }
}
