package dev.trestle.kernel.site;

import java.util.List;

/**
 * The FHIR profiles of a site: its conformance resources as they are written. Compared by identity,
 * so that what is compiled of them can be kept beside them without reading megabytes again.
 */
public final class SiteProfiles {
  /** A site without profiles. */
  public static final SiteProfiles NONE = new SiteProfiles(List.of());

  private final List<SiteMapping.Text> files;

  public SiteProfiles(List<SiteMapping.Text> files) {
    this.files = List.copyOf(files);
  }

  /** Files in FHIR JSON, one resource each. */
  public List<SiteMapping.Text> files() {
    return files;
  }

  @Override
  public String toString() {
    return "SiteProfiles[" + files.size() + " files]";
  }
}
