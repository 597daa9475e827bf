package dev.trestle.app.command;

import dev.trestle.app.platform.Release;
import picocli.CommandLine.IVersionProvider;

/** The version of this release, from the manifest of its jar, and the Java that runs it. */
final class ReleaseVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "trestle " + Release.name(),
      "Java " + Runtime.version() + ", " + System.getProperty("os.name")
    };
  }
}
