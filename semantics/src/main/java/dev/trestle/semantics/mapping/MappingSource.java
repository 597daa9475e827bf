package dev.trestle.semantics.mapping;

import java.util.List;

/**
 * The texts of a mapping, read by whoever may read files. The mapping itself does no I/O.
 *
 * @param base maps ({@code maps/….yaml}), {@code messages.yaml} and tables ({@code tables/….csv})
 * @param overlays layers that sources name, one text each
 */
public record MappingSource(List<Text> base, List<Text> overlays) {
  public MappingSource {
    base = List.copyOf(base);
    overlays = List.copyOf(overlays);
  }

  /** The base alone. */
  public static MappingSource of(List<Text> base) {
    return new MappingSource(base, List.of());
  }

  /** With overlays (vendor, health system, source); a source names those it wants, in order. */
  public MappingSource with(List<Text> more) {
    return new MappingSource(base, more);
  }

  /**
   * A named text.
   *
   * @param name path with forward slashes, shown in errors
   * @param text its content
   */
  public record Text(String name, String text) {}
}
