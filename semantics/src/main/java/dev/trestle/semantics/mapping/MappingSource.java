package dev.trestle.semantics.mapping;

import dev.trestle.kernel.site.SiteMapping;
import java.util.List;

/**
 * The texts of a mapping, read by whoever may read files. The mapping itself does no I/O.
 *
 * @param base maps ({@code maps/….yaml}), {@code messages.yaml} and tables ({@code tables/….csv})
 * @param overlays layers that sources name, one text each
 * @param tables code maps beyond those of the base, for rules of overlays
 */
public record MappingSource(List<Text> base, List<Text> overlays, List<Text> tables) {
  public MappingSource {
    base = List.copyOf(base);
    tables = List.copyOf(tables);
    overlays = List.copyOf(overlays);
  }

  /** The base alone. */
  public static MappingSource of(List<Text> base) {
    return new MappingSource(base, List.of(), List.of());
  }

  /** With overlays (vendor, health system, source); a source names those it wants, in order. */
  public MappingSource with(List<Text> more) {
    return new MappingSource(base, more, tables);
  }

  /** With the overlays and tables of a site. */
  public MappingSource with(SiteMapping site) {
    return new MappingSource(base, texts(site.overlays()), texts(site.tables()));
  }

  private static List<Text> texts(List<SiteMapping.Text> files) {
    return files.stream().map(file -> new Text(file.name(), file.text())).toList();
  }

  /**
   * A named text.
   *
   * @param name path with forward slashes, shown in errors
   * @param text its content
   */
  public record Text(String name, String text) {}
}
