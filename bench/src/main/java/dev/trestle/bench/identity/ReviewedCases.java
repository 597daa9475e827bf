package dev.trestle.bench.identity;

import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.offline.Linked;
import dev.trestle.identity.offline.Linking;
import dev.trestle.identity.offline.Progress;
import dev.trestle.identity.people.People;
import dev.trestle.identity.read.ColumnMap;
import dev.trestle.identity.read.PeopleLoader;
import dev.trestle.identity.score.Pairing;
import dev.trestle.identity.score.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Cases of CDC RecordLinker: a record and one of the index, with what people said of the two. All
 * are linked as one file; each case is then judged for itself.
 */
public final class ReviewedCases {
  private static final String FOLDER = "identity/recordlinker";
  private static final String COLUMNS =
      "id=row,given=FIRST,family=LAST,suffix=SUFFIX,birth-date=BIRTHDATE,gender=GENDER,"
          + "address-line=ADDRESS,city=CITY,state=STATE,postal-code=ZIP,ssn=SSN";

  /**
   * The published files of cases. The first was graded again by people and is the one that its
   * authors recommend; the others were graded by a program, or scrambled at random.
   */
  public static final List<String> FILES =
      List.of("better_test.csv", "nbs_test.csv", "expanded_nbs_test.csv");

  private ReviewedCases() {}

  /**
   * What became of the cases of one answer.
   *
   * @param cases how many there are
   * @param automatic how many Trestle would link without asking
   * @param likely how many it would show to a person
   */
  public record Answered(int cases, int automatic, int likely) {}

  /**
   * By the answer that was given: {@code match}, {@code possible_match}, {@code no_match}.
   *
   * @param file one of {@link #FILES}
   */
  public static Map<String, Answered> judge(Path corpus, String file, LinkModel model)
      throws IOException {
    Path folder = corpus.resolve(FOLDER);
    List<List<String>> seed = rows(folder.resolve("nbs_seed.csv"));
    List<List<String>> cases = rows(folder.resolve(file));
    int shift = 1; // cases have a column more in front: the number of the case
    List<String> head = seed.get(0);
    List<List<String>> all = new ArrayList<>();
    Map<String, String> idOfSeed = new HashMap<>();
    all.add(with("row", head));
    for (List<String> row : seed.subList(1, seed.size())) {
      idOfSeed.put(row.get(0), "s" + all.size());
      all.add(with("s" + all.size(), row));
    }
    List<List<String>> asked = cases.subList(1, cases.size());
    for (int i = 0; i < asked.size(); i++) {
      all.add(with("c" + i, asked.get(i).subList(shift, shift + head.size())));
    }
    People table = table(all, model);
    Linked linked = Linking.link(table, model, Progress.NONE);
    Map<String, Integer> numbers = new HashMap<>();
    for (int record = 0; record < table.size(); record++) {
      numbers.put(table.id(record), record);
    }
    Map<String, Answered> answers = new TreeMap<>();
    Pairing pairing = linked.scorer().pairing();
    for (int i = 0; i < asked.size(); i++) {
      String known = idOfSeed.get(asked.get(i).get(shift));
      if (known == null) {
        continue;
      }
      Verdict verdict =
          linked
              .scorer()
              .score(numbers.getOrDefault(known, 0), numbers.getOrDefault("c" + i, 0), pairing);
      int automatic = verdict.automatic() ? 1 : 0;
      int likely = automatic == 0 && verdict.same() >= model.reviewFrom() ? 1 : 0;
      answers.merge(
          asked.get(i).get(shift + head.size()).strip(),
          new Answered(1, automatic, likely),
          (a, b) ->
              new Answered(
                  a.cases() + b.cases(), a.automatic() + b.automatic(), a.likely() + b.likely()));
    }
    return answers;
  }

  private static People table(List<List<String>> rows, LinkModel model) throws IOException {
    Path file = Files.createTempFile("cases", ".csv");
    try {
      StringBuilder csv = new StringBuilder();
      for (List<String> row : rows) {
        List<String> cells =
            row.stream().map(cell -> '"' + cell.replace("\"", "\"\"") + '"').toList();
        csv.append(String.join(",", cells)).append('\n');
      }
      Files.writeString(file, csv);
      return PeopleLoader.csv(file, ColumnMap.parse(COLUMNS), Optional.empty())
          .load(LocalDate.of(2026, 11, 27), model.placeholders())
          .table();
    } finally {
      Files.delete(file);
    }
  }

  private static List<String> with(String first, List<String> rest) {
    List<String> row = new ArrayList<>(List.of(first));
    row.addAll(rest);
    return row;
  }

  /** Rows of a file with quoted cells; the published ones have line breaks in addresses. */
  private static List<List<String>> rows(Path file) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    String text = Files.readString(file, StandardCharsets.UTF_8).replace("\ufeff", "");
    for (char c : text.replace("\r\n", "\n").toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\n')) {
        row.add(cell.toString());
        cell.setLength(0);
        if (c == '\n') {
          rows.add(row);
          row = new ArrayList<>();
        }
      } else {
        cell.append(c);
      }
    }
    rows.removeIf(ragged -> ragged.size() < rows.get(0).size());
    return rows;
  }
}
