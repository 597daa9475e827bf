package dev.trestle.app.command;

import picocli.CommandLine.IVersionProvider;

/** The version of this release, from the manifest of its jar, and the Java that runs it. */
final class ReleaseVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String release = ReleaseVersion.class.getPackage().getImplementationVersion();
    return new String[] {
      "trestle " + (release == null ? "(not packaged)" : release),
      "Java " + Runtime.version() + ", " + System.getProperty("os.name")
    };
  }
}
