package dev.trestle.semantics.hl7v2;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A group while its segments are being placed. */
final class GroupBuilder {
  private final String name;
  private final List<Segment> segments = new ArrayList<>();
  private final List<GroupBuilder> children = new ArrayList<>();

  GroupBuilder(String name) {
    this.name = name;
  }

  void add(Segment segment) {
    segments.add(segment);
  }

  GroupBuilder open(String child) {
    GroupBuilder group = new GroupBuilder(child);
    children.add(group);
    return group;
  }

  GroupBuilder open(String child, Segment first) {
    GroupBuilder group = open(child);
    group.add(first);
    return group;
  }

  /** Its last group of this name, or null. */
  @Nullable GroupBuilder last(String child) {
    for (int i = children.size() - 1; i >= 0; i--) {
      if (children.get(i).name.equals(child)) {
        return children.get(i);
      }
    }
    return null;
  }

  boolean has(String segment) {
    return segments.stream().anyMatch(each -> each.name().equals(segment));
  }

  SegmentGroup build() {
    return new SegmentGroup(name, segments, children.stream().map(GroupBuilder::build).toList());
  }

  /** Notes a segment once that is not expected where it is. */
  static void note(Segment segment, List<Finding> findings) {
    Finding finding =
        Finding.warning(
            ProblemCode.SEGMENT_UNEXPECTED,
            segment.location(0, 0, 0, 0),
            "The segment is not expected here; it was placed by the segments around it.");
    if (findings.size() < Hl7Message.MAX_FINDINGS && !findings.contains(finding)) {
      findings.add(finding);
    }
  }
}
