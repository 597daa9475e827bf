package dev.trestle.semantics.hl7v2;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Segments that belong together.
 *
 * @param name the group's name in the standard's message structures, for example {@code ORDER}; the
 *     outermost is {@code MESSAGE}
 * @param segments its own segments in document order
 * @param children the groups inside it in document order
 */
public record SegmentGroup(String name, List<Segment> segments, List<SegmentGroup> children) {
  public SegmentGroup {
    segments = List.copyOf(segments);
    children = List.copyOf(children);
  }

  /** Its own first segment of this name, or null. */
  public @Nullable Segment first(String segment) {
    for (Segment each : segments) {
      if (each.name().equals(segment)) {
        return each;
      }
    }
    return null;
  }

  /** Its own segments of this name. */
  public List<Segment> all(String segment) {
    return segments.stream().filter(each -> each.name().equals(segment)).toList();
  }

  /** The segments of this name here and in all groups inside, in document order. */
  public List<Segment> allDeep(String segment) {
    List<Segment> found = new ArrayList<>();
    collect(segment, found);
    found.sort((a, b) -> Integer.compare(a.index(), b.index()));
    return found;
  }

  private void collect(String segment, List<Segment> found) {
    found.addAll(all(segment));
    for (SegmentGroup child : children) {
      child.collect(segment, found);
    }
  }

  /** Its children of this name. */
  public List<SegmentGroup> groups(String group) {
    return children.stream().filter(each -> each.name().equals(group)).toList();
  }

  /** Neutral: segments hold patient data. */
  @Override
  public String toString() {
    return "SegmentGroup[" + name + "]";
  }
}
