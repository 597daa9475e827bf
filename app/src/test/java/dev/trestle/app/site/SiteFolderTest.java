package dev.trestle.app.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
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

  /** Only beside a package.json: nothing else in profiles/ is left out in silence. */
  @Test
  void whatAPackageHoldsBesideItsResourcesIsLeftOut() throws IOException {
    for (String path :
        List.of(
            "package.json",
            "StructureDefinition-a.json",
            "more/StructureDefinition-b.json",
            "xml/a.sch",
            "other/.internals",
            "other/validation-summary.json",
            "openapi/a.json",
            "example/Patient-a.json")) {
      write("profiles/acme/" + path);
    }
    write("profiles/example/StructureDefinition-c.json");
    assertThat(SiteFolder.texts(folder))
        .extracting(SiteText::path)
        .containsExactlyInAnyOrder(
            "profiles/acme/package.json",
            "profiles/acme/StructureDefinition-a.json",
            "profiles/acme/more/StructureDefinition-b.json",
            "profiles/example/StructureDefinition-c.json");
  }

  private void write(String path) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, "{}");
  }

  @Test
  void aFileThatIsNotTextIsNamed() throws IOException {
    Files.write(folder.resolve("notes.md"), new byte[] {'a', (byte) 0xff});
    assertThatThrownBy(() -> SiteFolder.texts(folder))
        .hasMessageContaining("notes.md is not UTF-8");
  }
}
