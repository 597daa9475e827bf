package dev.trestle.bench.identity;

import dev.trestle.identity.block.Blocks;
import dev.trestle.identity.measure.Accuracy;
import dev.trestle.identity.measure.Bands;
import dev.trestle.identity.measure.Calibration;
import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.offline.Linked;
import dev.trestle.identity.offline.Linking;
import dev.trestle.identity.offline.Progress;
import dev.trestle.identity.read.ColumnMap;
import dev.trestle.identity.read.Loaded;
import dev.trestle.identity.read.PeopleLoader;
import dev.trestle.identity.score.Pairing;
import dev.trestle.identity.score.Verdict;
import dev.trestle.sandbox.census.Census;
import dev.trestle.sandbox.census.HardCase;
import dev.trestle.sandbox.census.Resident;
import dev.trestle.sandbox.census.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One hard population linked as a file, and what became of its pairs.
 *
 * @param bands of all pairs that share a key
 * @param accuracy of the groups
 * @param calibration of all pairs that share a key
 * @param mixed false pairs by who the two are
 * @param known pairs of one person by what makes them hard
 * @param took reading and linking
 */
public record HardPopulation(
    long seed,
    int people,
    int records,
    Bands bands,
    Accuracy accuracy,
    Calibration calibration,
    Map<String, Mixed> mixed,
    Map<String, Known> known,
    Duration took) {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 27);

  /**
   * Pairs of two people of one kind that were taken for one.
   *
   * @param automatic that would be linked without anybody
   * @param review that a person would see
   * @param grouped that stand in one group
   */
  public record Mixed(long automatic, long review, long grouped) {
    Mixed plus(Mixed more) {
      return new Mixed(automatic + more.automatic, review + more.review, grouped + more.grouped);
    }
  }

  /**
   * Pairs of one person.
   *
   * @param pairs how many there are
   * @param automatic that would be linked without anybody
   * @param review that a person would see
   * @param grouped that stand in one group
   * @param met that share a key at all
   */
  public record Known(long pairs, long automatic, long review, long grouped, long met) {
    Known plus(Known more) {
      return new Known(
          pairs + more.pairs,
          automatic + more.automatic,
          review + more.review,
          grouped + more.grouped,
          met + more.met);
    }
  }

  /** Makes a population, links it and measures. */
  public static HardPopulation measure(long seed, int people, LinkModel model) throws IOException {
    Census census = Census.of(seed, people, TODAY);
    Path file = Files.createTempFile("census", ".csv");
    try {
      Files.write(file, census.csv());
      long begin = System.nanoTime();
      Loaded loaded =
          PeopleLoader.csv(file, ColumnMap.parse(Census.COLUMNS), Optional.of(Census.TRUTH))
              .load(TODAY, model.placeholders());
      Linked linked = Linking.link(loaded.table(), model, Progress.NONE);
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      return new Count(census, linked, loaded.truth(), model).of(seed, took);
    } finally {
      Files.delete(file);
    }
  }

  /** Counts pairs. */
  private static final class Count {
    private final Census census;
    private final Linked linked;
    private final int[] truth;
    private final LinkModel model;
    private final Map<String, Mixed> mixed = new TreeMap<>();
    private final Map<String, Known> known = new TreeMap<>();

    /** Of each record. */
    private final List<Resident> residents = new ArrayList<>();

    Count(Census census, Linked linked, int[] truth, LinkModel model) {
      this.census = census;
      this.linked = linked;
      this.truth = truth;
      this.model = model;
      Map<String, Integer> byId = new HashMap<>();
      for (Row row : census.rows()) {
        byId.put(row.id(), row.resident());
      }
      for (int record = 0; record < truth.length; record++) {
        residents.add(census.residents().get(byId.getOrDefault(linked.table().id(record), 0)));
      }
    }

    HardPopulation of(long seed, Duration took) {
      Bands bands = new Bands(model.reviewFrom());
      Calibration calibration = new Calibration();
      linked
          .scan()
          .judge(
              linked.scorer(),
              (a, b, verdict) -> {
                boolean same = truth[a] == truth[b];
                bands.add(verdict, same);
                calibration.add(verdict.same(), same);
                if (!same) {
                  mixed.merge(kind(a, b), mixed(a, b, verdict), Mixed::plus);
                }
              });
      known();
      return new HardPopulation(
          seed,
          census.residents().size(),
          truth.length,
          bands,
          Accuracy.of(linked.entities(), truth),
          calibration,
          mixed,
          known,
          took);
    }

    private Mixed mixed(int a, int b, Verdict verdict) {
      return new Mixed(
          verdict.automatic() ? 1 : 0,
          isReview(verdict) ? 1 : 0,
          linked.entities()[a] == linked.entities()[b] ? 1 : 0);
    }

    private boolean isReview(Verdict verdict) {
      return !verdict.automatic() && verdict.same() >= model.reviewFrom();
    }

    private String kind(int a, int b) {
      Resident first = residents.get(a);
      Resident second = residents.get(b);
      if (first.household() != second.household()) {
        return "strangers";
      }
      for (HardCase one : List.of(HardCase.FACILITY, HardCase.SAME_NAME_IN_FAMILY, HardCase.TWIN)) {
        if (first.cases().contains(one) && second.cases().contains(one)) {
          return switch (one) {
            case FACILITY -> "of one home for the old";
            case SAME_NAME_IN_FAMILY -> "father and son of one name";
            default -> "twins";
          };
        }
      }
      return "others of one household";
    }

    /** Of each person all pairs of records, also those that share no key. */
    private void known() {
      Map<Integer, List<Integer>> records = new TreeMap<>();
      for (int record = 0; record < truth.length; record++) {
        records.computeIfAbsent(truth[record], none -> new ArrayList<>()).add(record);
      }
      Pairing pairing = linked.scorer().pairing();
      Blocks blocks = (Blocks) linked.blocks();
      for (List<Integer> of : records.values()) {
        for (int i = 0; i < of.size(); i++) {
          for (int j = i + 1; j < of.size(); j++) {
            int a = of.get(i);
            int b = of.get(j);
            boolean met = blocks.isMeeting(a, b);
            Verdict verdict = linked.scorer().score(a, b, pairing);
            Known one =
                new Known(
                    1,
                    met && verdict.automatic() ? 1 : 0,
                    met && isReview(verdict) ? 1 : 0,
                    linked.entities()[a] == linked.entities()[b] ? 1 : 0,
                    met ? 1 : 0);
            for (String what : hardships(residents.get(a).cases())) {
              known.merge(what, one, Known::plus);
            }
          }
        }
      }
    }

    private static List<String> hardships(Set<HardCase> cases) {
      List<String> words = new ArrayList<>(List.of("all"));
      if (cases.isEmpty()) {
        words.add("none of these");
      }
      for (HardCase one : cases) {
        words.add(
            switch (one) {
              case TWIN -> "twins";
              case SAME_NAME_IN_FAMILY -> "father or son of one name";
              case NEWBORN -> "registered at birth";
              case FACILITY -> "in a home for the old";
              case MARRIED -> "took another name lately";
              case MOVED -> "moved lately";
              case TRANSLITERATED -> "names of other scripts";
            });
      }
      return words;
    }
  }
}
