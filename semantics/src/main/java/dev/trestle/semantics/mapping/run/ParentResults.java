package dev.trestle.semantics.mapping.run;

import dev.trestle.semantics.hl7v2.Segment;
import dev.trestle.semantics.identifier.ScopedIdentifier;
import dev.trestle.semantics.mapping.convert.Feed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The results of one patient by the numbers of their order, so that a child finds the result it was
 * made for (OBR-26, OBR-29): a susceptibility means nothing without its organism.
 */
final class ParentResults {
  private static final int NONE = -1;
  private static final int PARENT_RESULT = 26;
  private static final int PARENT = 29;
  private static final int PLACER = 1;
  private static final int FILLER = 2;

  /** OBX-3 and OBX-4 under the number of an order, which is a placer's or a filler's. */
  private record Place(int field, String authority, String number, String code, String sub) {
    @Override
    public String toString() {
      return "Place[of a result]";
    }
  }

  /** A result as it was told; most messages have no child that asks for it. */
  private record Told(
      @Nullable Segment request, @Nullable Segment control, ResultLines result, int key) {
    @Override
    public String toString() {
      return "Told[#" + key + "]";
    }
  }

  private final Feed feed;
  private final List<Told> told = new ArrayList<>();

  /** Of those told before the last child. */
  private final Map<Place, Integer> results = new HashMap<>();

  ParentResults(Feed feed) {
    this.feed = feed;
  }

  /** A result that may be a parent later on. */
  void add(Setting setting, ResultLines result, int key) {
    told.add(new Told(setting.segment("OBR"), setting.segment("ORC"), result, key));
  }

  private void place(Told one) {
    String sub = one.result().lead().text(4, 1, 0, 0).strip();
    for (int field : new int[] {PLACER, FILLER}) {
      ScopedIdentifier number = number(one.request(), field + 1);
      if (number == null) {
        number = number(one.control(), field + 1);
      }
      if (number != null) {
        Place place =
            new Place(field, number.authority(), number.value(), one.result().code(), sub);
        results.merge(place, one.key(), (first, other) -> first.equals(other) ? first : NONE);
      }
    }
  }

  /** The key of the one result that a request names as its parent, or -1. */
  int of(Segment request) {
    told.forEach(this::place);
    told.clear();
    String code = request.text(PARENT_RESULT, 1, 1, 1).strip();
    String sub = request.text(PARENT_RESULT, 1, 2, 0).strip();
    for (int field : new int[] {FILLER, PLACER}) {
      String value = request.text(PARENT, 1, field, 1).strip();
      if (!value.isEmpty()) {
        ScopedIdentifier number =
            feed.resolve(
                value, request.text(PARENT, 1, field, 2), request.text(PARENT, 1, field, 3));
        Place place = new Place(field, number.authority(), number.value(), code, sub);
        int found = results.getOrDefault(place, NONE);
        if (found != NONE) {
          return found;
        }
      }
    }
    return NONE;
  }

  /** Whether a request is a child of some result. */
  static boolean isChild(Segment request) {
    return !request.text(PARENT_RESULT, 1, 0, 0).isBlank();
  }

  private @Nullable ScopedIdentifier number(@Nullable Segment segment, int field) {
    String value = segment == null ? "" : segment.text(field, 1, 1, 0).strip();
    return segment == null || value.isEmpty()
        ? null
        : feed.resolve(value, segment.text(field, 1, 2, 0), segment.text(field, 1, 3, 0));
  }
}
