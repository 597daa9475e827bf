package dev.trestle.app.validator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** HAPI's validator as the build installs it, on the class path of the tests. */
public final class HapiFolders {
  private HapiFolders() {}

  /** A folder with the validator. */
  public static HapiProgram installed(Path folder) throws IOException {
    return withArguments(folder, "-cp \"" + System.getProperty("java.class.path") + "\"");
  }

  /** The same with what Java reads before the name of the class. */
  static HapiProgram withArguments(Path folder, String arguments) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("java.args"), arguments);
    return HapiProgram.in(folder);
  }
}
