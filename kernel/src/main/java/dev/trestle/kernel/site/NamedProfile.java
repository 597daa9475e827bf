package dev.trestle.kernel.site;

import java.util.List;

/**
 * A FHIR profile that what a source's messages make is held against.
 *
 * @param canonical its URL, {@code url} or {@code url|version}
 * @param when which resources of its type are meant: those of which all of these hold; empty for
 *     every one
 */
public record NamedProfile(String canonical, List<Condition> when) {
  public NamedProfile {
    when = List.copyOf(when);
  }

  /** A profile of every resource of its type. */
  public static NamedProfile of(String canonical) {
    return new NamedProfile(canonical, List.of());
  }

  /**
   * What an element says.
   *
   * @param element its path in the resource: {@code category}, {@code valueCodeableConcept}
   * @param oneOf what it says one of: a code of any system, {@code system|code}, or a text
   */
  public record Condition(String element, List<String> oneOf) {
    public Condition {
      oneOf = List.copyOf(oneOf);
    }
  }
}
