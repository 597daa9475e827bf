package dev.trestle.semantics.mapping.run;

import dev.trestle.semantics.hl7v2.Segment;
import dev.trestle.semantics.mapping.plan.Surroundings;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The segments that count at the place of the message where the walk is. */
final class Setting implements Surroundings {
  private final Map<String, Segment> segments = new HashMap<>();
  private final String messageCode;
  private final String trigger;
  private String line = "";
  private String after = "";

  Setting(String messageCode, String trigger) {
    this.messageCode = messageCode;
    this.trigger = trigger;
  }

  @Override
  public @Nullable Segment segment(String name) {
    return segments.get(name);
  }

  @Override
  public String trigger() {
    return trigger;
  }

  @Override
  public String after() {
    return after;
  }

  /** From here on segments follow one of this name. */
  void after(String name) {
    this.after = name;
  }

  String messageCode() {
    return messageCode;
  }

  void put(Segment segment) {
    segments.put(segment.name(), segment);
  }

  void putFirst(Segment segment) {
    segments.putIfAbsent(segment.name(), segment);
  }

  void remove(String name) {
    segments.remove(name);
  }

  /** What tells apart the OBX of one code under one OBR. */
  String line() {
    return line;
  }

  void line(String distinction) {
    this.line = distinction;
  }
}
