package dev.trestle.app.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/site.md says what the reader reads. */
class SiteDocumentTest {
  private static final Pattern FILE =
      Pattern.compile("^`([^`]+)`\n\n```[a-z]+\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern KEYS =
      Pattern.compile("`zzzzzzzzzz` is not known here; there are (.*)");

  /** An entry of each kind, to which an unknown key is added. */
  private static final List<String> ENTRIES =
      List.of(
          "listeners:",
          "- name: feeds",
          "id: mercy",
          "- name: MRN",
          "- name: adt",
          "- names: [\"QATEST*\"]",
          "exceptions:",
          "retention:",
          "  identity:");

  @Test
  void theExampleOfTheDocumentLoads() throws IOException {
    List<SiteText> files = example();
    assertThat(files).extracting(SiteText::path).contains("site.yaml", "mappings/acme.yaml");
    assertThat(SiteReader.read(files).mistakes()).isEmpty();
  }

  @Test
  void everyKeyThatIsReadIsInTheDocument() throws IOException {
    Set<String> keys = known();
    assertThat(keys).contains("listeners", "port", "zone", "aliases", "layers", "application");
    String document = document();
    assertThat(keys).allSatisfy(key -> assertThat(document).contains("`" + key + "`"));
  }

  /** The reader tells what there is when a key is not known. */
  private static Set<String> known() throws IOException {
    Set<String> keys = new TreeSet<>();
    for (String entry : ENTRIES) {
      List<SiteText> files = new ArrayList<>();
      for (SiteText file : example()) {
        String indent =
            entry.startsWith("-") || entry.startsWith(" ")
                ? "    "
                : entry.equals("exceptions:") || entry.equals("retention:") ? "  " : "";
        files.add(
            new SiteText(
                file.path(),
                file.text()
                    .replace(entry + "\n", entry + "\n" + indent + "zzzzzzzzzz: 1\n")
                    .replace("listeners:\nzzzzzzzzzz: 1\n", "zzzzzzzzzz: 1\nlisteners:\n")));
      }
      keys.addAll(keysIn(SiteReader.read(files).mistakes(), entry));
    }
    List<SiteText> sender = new ArrayList<>();
    example()
        .forEach(
            file ->
                sender.add(
                    new SiteText(
                        file.path(),
                        file.text().replace("{facility:", "{zzzzzzzzzz: 1, facility:"))));
    keys.addAll(keysIn(SiteReader.read(sender).mistakes(), "a sender"));
    return keys;
  }

  private static Set<String> keysIn(List<SiteMistake> mistakes, String entry) {
    Set<String> keys = new TreeSet<>();
    for (SiteMistake mistake : mistakes) {
      Matcher matcher = KEYS.matcher(mistake.text());
      if (matcher.matches()) {
        keys.addAll(List.of(matcher.group(1).split(", ")));
      }
    }
    assertThat(keys).as("keys of %s, of %s", entry, mistakes).isNotEmpty();
    return keys;
  }

  private static List<SiteText> example() throws IOException {
    List<SiteText> files = new ArrayList<>();
    Matcher matcher = FILE.matcher(document());
    while (matcher.find()) {
      files.add(new SiteText(matcher.group(1), matcher.group(2)));
    }
    files.add(new SiteText("tls/mercy-ca.pem", "-----BEGIN CERTIFICATE-----\n"));
    return files;
  }

  private static String document() throws IOException {
    return Files.readString(Path.of("..", "docs", "site.md"));
  }
}
