package dev.trestle.semantics.mapping.run;

import dev.trestle.semantics.hl7v2.Segment;
import java.util.ArrayList;
import java.util.List;

/**
 * The segments of an OUL message in the order in which an ORU has them (HL7 v2.5.1 §7.3.3 to
 * §7.3.5): ORC before its OBR, and the specimen with each of its orders. What is said about a
 * specimen alone comes before all orders, so that none of it is taken for a result of one.
 */
final class SpecimenOrder {
  private static final String CONTROL = "ORC";
  private static final String REQUEST = "OBR";
  private static final String SPECIMEN = "SPM";

  private final List<Segment> segments;
  private final boolean specimenLeads;
  private final List<Segment> alone = new ArrayList<>();
  private final List<Segment> ordered = new ArrayList<>();

  private SpecimenOrder(List<Segment> segments) {
    this.segments = segments;
    this.specimenLeads = leads(segments);
  }

  static List<Segment> of(List<Segment> segments) {
    SpecimenOrder order = new SpecimenOrder(segments);
    order.walk();
    List<Segment> all = new ArrayList<>(order.alone);
    all.addAll(order.ordered);
    return all;
  }

  /** In R22 and R23 orders are below a specimen, in R24 specimens below an order. */
  private static boolean leads(List<Segment> segments) {
    for (Segment segment : segments) {
      if (segment.name().equals(SPECIMEN) || segment.name().equals(REQUEST)) {
        return segment.name().equals(SPECIMEN);
      }
    }
    return false;
  }

  private void walk() {
    Segment specimen = null;
    int at = 0;
    while (at < segments.size()) {
      Segment segment = segments.get(at);
      int end = endOfGroup(at + 1);
      List<Segment> group = segments.subList(at, end);
      if (segment.name().equals(REQUEST)) {
        List<Segment> controls = OrderWalk.named(group, CONTROL);
        ordered.addAll(controls.isEmpty() ? List.of() : controls.subList(0, 1));
        ordered.add(segment);
        List<Segment> rest = group.stream().filter(each -> rest(each, segment, controls)).toList();
        int details = 0;
        while (details < rest.size() && OrderGroup.isDetail(rest.get(details))) {
          details++;
        }
        ordered.addAll(rest.subList(0, details)); // else they would be about the specimen
        if (specimen != null) {
          ordered.add(specimen);
        }
        ordered.addAll(rest.subList(details, rest.size()));
      } else {
        specimen = segment.name().equals(SPECIMEN) ? segment : specimen;
        alone.addAll(group);
      }
      at = end;
    }
  }

  private static boolean rest(Segment each, Segment request, List<Segment> controls) {
    return each != request && (controls.isEmpty() || each != controls.get(0));
  }

  private int endOfGroup(int from) {
    int at = from;
    while (at < segments.size()) {
      String name = segments.get(at).name();
      if (name.equals(REQUEST) || (specimenLeads && name.equals(SPECIMEN))) {
        return at;
      }
      at++;
    }
    return at;
  }
}
