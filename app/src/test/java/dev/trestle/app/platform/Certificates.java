package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Certificates as an administrator makes them, with the JDK's own tool. */
final class Certificates {
  static final String PASSWORD = "changeit";

  /** A key with its certificate. */
  record Made(Path store, Path pem) {}

  private Certificates() {}

  /**
   * For localhost.
   *
   * @param from start of its time, as {@code keytool -startdate} has it: {@code -10d}
   * @param days how long it is valid
   */
  static Made make(Path folder, String name, String from, int days)
      throws IOException, InterruptedException {
    Path store = folder.resolve(name + ".p12");
    Path pem = folder.resolve(name + ".pem");
    Files.deleteIfExists(store);
    keytool(
        folder,
        List.of(
            "-genkeypair -alias server -keyalg EC -groupname secp256r1 -storetype PKCS12"
                .split(" ")),
        List.of("-keystore", store.toString(), "-storepass", PASSWORD),
        List.of("-startdate", from, "-validity", Integer.toString(days)),
        List.of("-dname", "CN=" + name, "-ext", "san=dns:localhost,ip:127.0.0.1"));
    keytool(
        folder,
        List.of("-exportcert", "-rfc", "-alias", "server", "-file", pem.toString()),
        List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    return new Made(store, pem);
  }

  @SafeVarargs
  private static void keytool(Path folder, List<String>... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    for (List<String> part : arguments) {
      command.addAll(part);
    }
    Path log = folder.resolve("keytool.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor()).as(() -> "keytool, see " + log).isZero();
  }
}
