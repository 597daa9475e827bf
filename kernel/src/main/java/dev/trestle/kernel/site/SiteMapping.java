package dev.trestle.kernel.site;

import java.util.List;

/**
 * What a site changes of the mapping. The texts are read where the mapping is compiled.
 *
 * @param overlays layers that sources name, one text each
 * @param tables code maps that rules of overlays name, in CSV or as ConceptMaps or as a ConceptMap
 */
public record SiteMapping(List<Text> overlays, List<Text> tables) {
  /** Nothing is changed. */
  public static final SiteMapping NONE = new SiteMapping(List.of(), List.of());

  public SiteMapping {
    overlays = List.copyOf(overlays);
    tables = List.copyOf(tables);
  }

  /**
   * A file.
   *
   * @param name path within the site, shown in errors
   * @param text its content
   */
  public record Text(String name, String text) {
    @Override
    public String toString() {
      return name;
    }
  }
}
