package dev.trestle.identity.resolve;

import dev.trestle.identity.link.LedgerStore;
import dev.trestle.identity.link.LedgerStore.Word;
import dev.trestle.identity.match.Matcher;
import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.offline.Progress;
import dev.trestle.identity.people.PeopleEncoder;
import dev.trestle.identity.people.PeopleTable;
import dev.trestle.identity.train.Labels;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;

/** The live index, for training a model and for trying one. Reads only. */
public final class Workbench {
  private static final int PAGE = 1_000;

  private final Jdbi jdbi;
  private final Function<LinkModel, Matcher> matchers;

  Workbench(Jdbi jdbi, Function<LinkModel, Matcher> matchers) {
    this.jdbi = jdbi;
    this.matchers = matchers;
  }

  /**
   * Records to learn from, with what people have said of pairs of them.
   *
   * @param records that the index has
   */
  public record Sample(PeopleTable table, Labels labels, long records) {}

  /**
   * Some of the records: all, or as many as a share of all comes to. Which ones does not depend on
   * when they came: shares of pairs stay what they are among all.
   *
   * @param most about as many at most
   * @param ended asked now and then: the work is given up
   */
  public Sample sample(LinkModel model, int most, BooleanSupplier ended) throws SQLException {
    Matcher matcher = matchers.apply(model);
    long records = jdbi.withHandle(ResolveStore::records);
    double share = Math.min(1, (double) most / Math.max(1, records));
    PeopleEncoder encoder = matcher.encoder();
    long last = 0;
    List<SourceRecordStore.Row> page = page(last);
    while (!page.isEmpty() && !ended.getAsBoolean()) {
      for (SourceRecordStore.Row row : page) {
        double place = (row.id().getLeastSignificantBits() >>> 11) * 0x1p-53;
        if (place < share) {
          Matcher.put(encoder, matcher.open(row.rid(), row.sealed()));
        }
      }
      last = page.get(page.size() - 1).rid();
      page = page(last);
    }
    PeopleTable table = encoder.finish();
    return new Sample(table, labels(table), records);
  }

  private List<SourceRecordStore.Row> page(long after) throws SQLException {
    return jdbi.withHandle(handle -> new SourceRecordStore(handle).after(after, PAGE));
  }

  private Labels labels(PeopleTable table) {
    Map<Long, Integer> places = new HashMap<>();
    for (int place = 0; place < table.size(); place++) {
      places.put(Long.valueOf(table.id(place)), place);
    }
    Labels.Builder labels = new Labels.Builder();
    for (Word word : jdbi.withHandle(LedgerStore::words)) {
      Integer first = places.get(word.survivor());
      Integer second = places.get(word.retired());
      if (first != null && second != null) {
        Labels.Word apart = word.household() ? Labels.Word.HOUSEHOLD : Labels.Word.APART;
        labels.add(first, second, word.same() ? Labels.Word.SAME : apart);
      }
    }
    return labels.build();
  }

  /**
   * What another model would change.
   *
   * @param ended asked now and then: the work is given up
   */
  public ModelEffect effect(LinkModel model, Progress progress, BooleanSupplier ended)
      throws SQLException {
    return new Trial(jdbi, matchers.apply(model), progress, ended).run();
  }
}
