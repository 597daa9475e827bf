package dev.trestle.semantics.mapping.plan;

import dev.trestle.semantics.hl7v2.Presence;
import dev.trestle.semantics.hl7v2.Segment;
import dev.trestle.semantics.mapping.convert.Taken;
import org.jspecify.annotations.Nullable;

/** What a rule can see: the segment at hand, those it belongs to, and the type of the message. */
public interface Surroundings {
  /** The segment of this name at this place of the message, or null. */
  @Nullable Segment segment(String name);

  /** MSH-9.2, or EVN-1 where the header has none. */
  String trigger();

  /** The segment that a role or participation follows: {@code PID}, {@code PV1}, …; or empty. */
  String after();

  /** The text of a place, first repetition; {@code at} is the repetition at hand. */
  default String text(FieldPath path, @Nullable Taken at) {
    if (path.field() == 0) {
      return at == null ? "" : at.text(path.component(), path.subcomponent());
    }
    Segment segment = segment(path.segment());
    return segment == null
        ? ""
        : segment.text(path.field(), 1, path.component(), path.subcomponent()).strip();
  }

  /** Whether there is a value at the place, in whichever repetition. */
  default boolean valued(FieldPath path, @Nullable Taken at) {
    if (path.field() == 0) {
      return at != null && !at.text(path.component(), path.subcomponent()).isEmpty();
    }
    Segment segment = segment(path.segment());
    int repetition = path.component() == 0 ? 0 : 1;
    return segment != null
        && segment.presence(path.field(), repetition, path.component(), path.subcomponent())
            == Presence.VALUED;
  }
}
