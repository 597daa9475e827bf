package dev.trestle.app.site;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a folder of a site must not hold. */
class SiteFolderTest {
  @TempDir Path folder = Path.of("");

  @Test
  void aPackageIsToBeUnpacked() throws IOException {
    Files.createDirectories(folder.resolve("profiles"));
    Files.write(folder.resolve("profiles/acme.tgz"), new byte[] {0x1f, (byte) 0x8b, 8, 0});
    assertThatThrownBy(() -> SiteFolder.texts(folder))
        .hasMessageContaining("profiles/acme.tgz: a site holds text files only")
        .hasMessageContaining("tar xzf profiles/acme.tgz -C profiles/acme --strip-components=1");
  }

  @Test
  void aFileThatIsNotTextIsNamed() throws IOException {
    Files.write(folder.resolve("notes.md"), new byte[] {'a', (byte) 0xff});
    assertThatThrownBy(() -> SiteFolder.texts(folder))
        .hasMessageContaining("notes.md is not UTF-8");
  }
}
