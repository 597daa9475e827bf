package dev.trestle.app.icd;

import dev.trestle.kernel.site.Promise;
import dev.trestle.semantics.mapping.run.LeafWitness;
import dev.trestle.semantics.profile.CodeCounts;
import dev.trestle.semantics.profile.FeedProfile;
import dev.trestle.semantics.profile.FieldProfile;
import dev.trestle.semantics.profile.MappedFields;
import dev.trestle.semantics.profile.SegmentProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Promise and traffic side by side. A promise that is broken is one; the rest are notes. */
public final class InterfaceCheck {
  private final Traffic traffic;
  private final FeedProfile profile;
  private final List<Line> lines = new ArrayList<>();

  private InterfaceCheck(Traffic traffic) {
    this.traffic = traffic;
    this.profile = traffic.profile();
  }

  /**
   * Something that was noticed; never with a value of a message.
   *
   * @param broken whether a promise is broken; else a note
   */
  public record Line(boolean broken, String text) {
    @Override
    public String toString() {
      return (broken ? "broken  " : "note    ") + text;
    }
  }

  /** All lines, broken promises first. */
  public static List<Line> of(Traffic traffic) {
    InterfaceCheck check = new InterfaceCheck(traffic);
    traffic.source().promises().forEach(check::promise);
    check.types();
    check.codes();
    check.untaken();
    check.missing();
    List<Line> sorted = new ArrayList<>(check.lines);
    sorted.sort((one, other) -> Boolean.compare(other.broken(), one.broken()));
    return List.copyOf(sorted);
  }

  private void broken(String text) {
    lines.add(new Line(true, text));
  }

  private void note(String text) {
    lines.add(new Line(false, text));
  }

  private void promise(String place, Promise promise) {
    String segment = place.substring(0, 3);
    SegmentProfile found = profile.segments().get(segment);
    boolean whole = place.length() == 3;
    long all = whole ? profile.messages() : found == null ? 0 : found.segments();
    long valued = whole ? (found == null ? 0 : found.messages()) : valued(found, place);
    if (promise.isKept(valued, all)) {
      return;
    }
    String where = whole ? "message" : segment;
    if (all == 0) {
      broken(place + ": promised, and no " + where + " came");
    } else {
      broken(
          place + ": " + words(promise, where) + ", present in " + Shares.withNumbers(valued, all));
    }
  }

  private static String words(Promise promise, String where) {
    if (promise.percent() == 0) {
      return "promised never to come";
    }
    return promise.percent() == 100
        ? "required in every " + where
        : "promised in " + promise.percent() + " % of all " + where + "s";
  }

  private static long valued(@Nullable SegmentProfile segment, String place) {
    if (segment == null) {
      return 0;
    }
    String[] numbers = place.substring(4).split("\\.", -1);
    FieldProfile field = segment.fields().get(Integer.valueOf(numbers[0]));
    if (field == null) {
      return 0;
    }
    return numbers.length == 1
        ? field.valued()
        : field.componentValued(Integer.parseInt(numbers[1]));
  }

  private void types() {
    List<String> accepted = traffic.source().acceptedTypes();
    profile
        .types()
        .forEach(
            (type, counts) -> {
              String[] parts = type.split("\\^", -1);
              if (!traffic.source().accepts(parts[0], parts.length > 1 ? parts[1] : "")) {
                broken(
                    type
                        + ": "
                        + counts.messages()
                        + " messages came, and the source accepts "
                        + String.join(", ", accepted));
              }
              if (counts.untranslatable() > 0) {
                broken(
                    type
                        + ": nothing can be made of "
                        + Shares.withNumbers(counts.untranslatable(), counts.messages()));
              }
              if (counts.partial() > 0) {
                note(
                    type
                        + ": has no mapping; patient and identifiers apply, the rest is kept ("
                        + counts.partial()
                        + " messages)");
              }
            });
  }

  private void codes() {
    fields(
        (place, field, segment) -> {
          CodeCounts.Told codes = field.codes().told();
          if (codes.unmapped() > 0) {
            String table =
                traffic.mapped().uses(place).stream()
                    .map(MappedFields.Use::table)
                    .filter(name -> !name.isEmpty())
                    .findFirst()
                    .orElse("its table");
            broken(
                place
                    + ": "
                    + Shares.withNumbers(codes.unmapped(), all(codes))
                    + " of its codes are not in "
                    + table
                    + "; `trestle site unmapped` lists them");
          }
        });
  }

  private static long all(CodeCounts.Told codes) {
    return codes.others() + codes.told().stream().mapToLong(CodeCounts.Code::messages).sum();
  }

  private void untaken() {
    fields(
        (place, field, segment) -> {
          if (field.leaves(LeafWitness.Where.REPORTED) > 0) {
            note(
                place
                    + ": sent in "
                    + Shares.withNumbers(field.valued(), segment.segments())
                    + ", and no rule takes all of it");
          }
        });
  }

  /** What the site's own layers read is there for a reason. */
  private void missing() {
    Set<String> own = traffic.ownRules();
    Map<String, String> silent = new TreeMap<>();
    for (String place : traffic.mapped().places()) {
      SegmentProfile segment = profile.segments().get(place.substring(0, 3));
      FieldProfile field =
          segment == null ? null : segment.fields().get(Integer.valueOf(place.substring(4)));
      if (field == null || field.valued() == 0) {
        traffic.mapped().uses(place).stream()
            .filter(use -> own.contains(use.rule()))
            .findFirst()
            .ifPresent(use -> silent.put(place, use.rule()));
      }
    }
    silent.forEach((place, rule) -> note(place + ": read by `" + rule + "`, and it never came"));
  }

  /** Looks at a field. */
  private interface Each {
    void field(String place, FieldProfile field, SegmentProfile segment);
  }

  private void fields(Each each) {
    profile
        .segments()
        .forEach(
            (name, segment) ->
                segment
                    .fields()
                    .forEach((number, field) -> each.field(name + "-" + number, field, segment)));
  }
}
