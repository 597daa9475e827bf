package dev.trestle.identity.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.trestle.identity.CensusPeople;
import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.model.LinkModelResource;
import dev.trestle.identity.people.SpilledPeople;
import dev.trestle.identity.read.ColumnMap;
import dev.trestle.identity.read.Loaded;
import dev.trestle.identity.read.PeopleLoader;
import dev.trestle.identity.spill.OpenFiles;
import dev.trestle.identity.spill.Spill;
import dev.trestle.sandbox.census.Census;
import dev.trestle.sandbox.census.Column;
import dev.trestle.sandbox.census.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that does not fit into memory. */
class SpilledLinkingTest {
  private static final LinkModel MODEL = LinkModelResource.standard();
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 27);
  private static final long PLENTY = Long.MAX_VALUE;

  @TempDir private Path folder = Path.of("");

  private record Result(String entities, String report) {}

  private interface Step {
    void said(String step) throws IOException;
  }

  private Loaded load(PeopleLoader loader, Spill spill, long memory) throws IOException {
    return loader.load(TODAY, MODEL.placeholders(), memory, () -> spill);
  }

  /** Everything that does not fit into one megabyte is on disk, in as many runs as that takes. */
  private Result link(PeopleLoader loader, long memory, Step step) throws IOException {
    try (Spill spill = new Spill(folder, memory == PLENTY ? 1 : memory, said -> {})) {
      Loaded loaded = load(loader, spill, memory);
      assertThat(loaded.table() instanceof SpilledPeople).isEqualTo(memory != PLENTY);
      Progress progress =
          said -> {
            try {
              step.said(said);
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          };
      Linked linked = Linking.link(loaded.table(), MODEL, progress);
      StringBuilder entities = new StringBuilder();
      loaded
          .table()
          .inFileOrder(
              linked.entities(),
              (id, entity) -> entities.append(id).append(',').append(entity).append('\n'));
      Optional<LinkReport.Measured> measured =
          loaded.truth().length == 0
              ? Optional.empty()
              : Optional.of(LinkReport.measure(linked, loaded.truth()));
      return new Result(
          entities.toString(),
          LinkReport.json(linked, MODEL, 0, loaded.findings().warnings(), measured));
    }
  }

  private Path file(List<String> lines) throws IOException {
    return Files.write(Files.createTempFile(folder.getParent(), "people", ".txt"), lines);
  }

  @Test
  void onDiskTheResultIsTheSameToTheByte() throws IOException {
    same(1, Census.TRUTH);
    same(new Random().nextInt(1_000_000), Census.TRUTH);
  }

  /** Who has no suffix: of them the truth is not known. */
  @Test
  void whereTheTruthIsNotKnownForAllItIsTheSameToo() throws IOException {
    same(2, "suffix");
  }

  private void same(long seed, String truth) throws IOException {
    List<String> lines = new ArrayList<>(Census.of(seed, 700, TODAY).csv());
    Collections.shuffle(lines.subList(1, lines.size()), new Random(seed));
    ColumnMap columns = ColumnMap.parse(Census.COLUMNS + ",other.town=city,other.land=state");
    PeopleLoader loader = PeopleLoader.csv(file(lines), columns, Optional.of(truth));
    Result memory = link(loader, PLENTY, step -> {});
    Result disk = link(loader, 1, step -> {});
    assertThat(disk.entities()).as("seed %d", seed).isEqualTo(memory.entities());
    assertThat(disk.report()).as("seed %d", seed).isEqualTo(memory.report());
    assertThat(memory.report()).contains("\"f1\"");
  }

  /** Patients have several names, numbers and telephones. */
  @Test
  void patientsAreTheSameOnDiskToo() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Row row : Census.of(4, 700, TODAY).rows()) {
      lines.add(CensusPeople.patient(row).put("id", row.id() + "\ud83d\ude00é").toString());
    }
    PeopleLoader loader = PeopleLoader.patients(file(lines));
    assertThat(link(loader, 1, step -> {})).isEqualTo(link(loader, PLENTY, step -> {}));
  }

  @Test
  void whatKeepsAFileFromBeingLinkedIsTheSame() throws IOException {
    List<String> lines = new ArrayList<>(List.of("no,last"));
    for (int i = 0; i < 200; i++) {
      lines.add((i % 7 == 0 ? "" : Integer.toString(i * 37 % 60)) + ",Kunigunde");
    }
    PeopleLoader loader =
        PeopleLoader.csv(file(lines), ColumnMap.parse("id=no,family=last"), Optional.empty());
    try (Spill spill = new Spill(folder, 1, said -> {})) {
      Throwable memory = catchThrowable(() -> load(loader, spill, PLENTY));
      assertThat(memory).hasMessageContaining("has no id").hasMessageContaining("has the id of");
      assertThat(catchThrowable(() -> load(loader, spill, 1))).hasMessage(memory.getMessage());
    }
  }

  /** Whatever is open in the folder while it is linked, with or without a name. */
  @Test
  void nothingOfAnybodyCanBeReadOnDisk() throws IOException {
    Assumptions.assumeTrue(OpenFiles.areShown(), "this system does not show open files");
    Census census = Census.of(5, 900, TODAY);
    Set<String> texts = new TreeSet<>();
    for (Row row : census.rows()) {
      for (Column column : List.of(Column.FAMILY, Column.GIVEN, Column.CITY)) {
        texts.add(row.text(column).toUpperCase(java.util.Locale.ROOT));
      }
      texts.add(row.text(Column.SSN).replace("-", ""));
      texts.add(row.id());
    }
    texts.removeIf(text -> text.length() < 6);
    assertThat(texts).hasSizeGreaterThan(2_000);
    AtomicInteger bytes = new AtomicInteger();
    PeopleLoader loader =
        PeopleLoader.csv(
            file(census.csv()), ColumnMap.parse(Census.COLUMNS), Optional.of(Census.TRUTH));
    link(
        loader,
        1,
        step -> {
          assertThat(names()).as(step).isEmpty();
          for (byte[] content : OpenFiles.in(folder)) {
            bytes.addAndGet(content.length);
            assertThat(readable(content, texts)).as(step).isEmpty();
          }
        });
    assertThat(bytes.get()).isGreaterThan(1_000_000);
    assertThat(OpenFiles.in(folder)).isEmpty();
    assertThat(names()).isEmpty();
  }

  /** By runs of six letters, so that a text that is cut by a block's end is found too. */
  private static Set<String> readable(byte[] content, Set<String> texts) {
    Set<String> runs =
        texts.stream()
            .map(text -> text.substring(0, 6))
            .collect(Collectors.toCollection(java.util.HashSet::new));
    String narrow = new String(content, StandardCharsets.ISO_8859_1);
    Set<String> found = new TreeSet<>();
    for (int i = 0; i + 12 <= narrow.length(); i++) {
      String letters = narrow.substring(i, i + 6);
      StringBuilder wide = new StringBuilder();
      for (int j = 1; j < 12; j += 2) {
        wide.append(narrow.charAt(i + j));
      }
      if (runs.contains(letters)) {
        found.add(letters);
      }
      if (runs.contains(wide.toString())) {
        found.add(wide.toString());
      }
    }
    return found;
  }

  private List<Path> names() throws IOException {
    try (Stream<Path> names = Files.list(folder)) {
      return names.toList();
    }
  }
}
