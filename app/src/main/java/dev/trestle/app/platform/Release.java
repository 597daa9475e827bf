package dev.trestle.app.platform;

/** The release that runs, from the manifest of its jar. */
public final class Release {
  private Release() {}

  /** Its version, or {@code (not packaged)} when it runs from compiled classes. */
  public static String name() {
    String version = Release.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
