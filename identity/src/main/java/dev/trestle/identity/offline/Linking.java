package dev.trestle.identity.offline;

import dev.trestle.identity.block.Meetings;
import dev.trestle.identity.group.Grouping;
import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.people.Field;
import dev.trestle.identity.people.People;
import dev.trestle.identity.people.PeopleTable;
import dev.trestle.identity.people.SpilledPeople;
import dev.trestle.identity.score.Comparer;
import dev.trestle.identity.score.Frequencies;
import dev.trestle.identity.score.Pairing;
import dev.trestle.identity.score.Scorer;
import dev.trestle.identity.score.Shares;
import dev.trestle.identity.score.Verdict;
import dev.trestle.identity.train.Expectation;
import dev.trestle.identity.train.Labels;
import dev.trestle.identity.train.Observed;
import dev.trestle.identity.train.Strangers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Links a table of people. In rounds: frequencies are counted by the people found in the round
 * before, because ten records of one person hold a name once. The result is a function of the table
 * and the model.
 */
public final class Linking {
  private final People table;
  private final LinkModel model;
  private final Labels labels;
  private final Progress progress;
  private final Room room;
  private final Meetings blocks;
  private final Scan scan;
  private final List<BitSet> generic = new ArrayList<>();
  private int[] entities;

  private Linking(People table, LinkModel model, Labels labels, Progress progress) {
    this.table = table;
    this.model = model;
    this.labels = labels;
    this.progress = progress;
    this.room =
        table instanceof SpilledPeople spilled
            ? new SpillRoom(spilled)
            : new MemoryRoom((PeopleTable) table);
    this.entities = room.sameNameAndDate();
    for (int field = 0; field < table.fieldCount(); field++) {
      generic.add(new BitSet());
    }
    progress.say("looking for pairs");
    this.blocks = room.meetings(model);
    this.scan = new Scan(room, blocks);
  }

  /** Links everybody. */
  public static Linked link(People table, LinkModel model, Progress progress) {
    return link(table, model, Labels.NONE, progress);
  }

  /** Links everybody; what people have said of pairs is learned from, and decides no pair. */
  public static Linked link(People table, LinkModel model, Labels labels, Progress progress) {
    return new Linking(table, model, labels, progress).link();
  }

  private Linked link() {
    Shares shares = Shares.published(model, table);
    Expectation.Fitted fitted = train(shares);
    double pairs = Math.max(1, table.size() * (table.size() - 1.0) / 2);
    double same = prior(fitted.same(), pairs);
    double[] households = households(fitted, pairs, same);
    shares = fitted.shares().withPriors(same, households);
    Scorer scorer = scorer(shares, true);
    progress.say("scoring");
    Scan.Scored scored = scan.score(scorer, model.linkFrom(), model.reviewFrom());
    for (int round = 1; round <= model.training().rounds(); round++) {
      if (round > 1) {
        progress.say("scoring again, " + round + " of " + model.training().rounds());
        Scan.Scored before = scored;
        scored = scan.scoreAgain(before, scorer, model.linkFrom(), model.reviewFrom());
        before.near().close();
        before.edges().close();
      }
      Scorer now = scorer;
      progress.say("grouping " + scored.edges().size() + " pairs that agree");
      ThreadLocal<Pairing> pairings = ThreadLocal.withInitial(now::pairing);
      entities =
          Grouping.groups(
              table.size(),
              scored.edges(),
              (a, b) -> agreement(now.score(a, b, pairings.get()), model.linkFrom()));
      if (round < model.training().rounds()) {
        shares = shares.withPriors(prior(scored.same(), pairs), households);
        scorer = scorer(shares, false);
      }
    }
    return new Linked(table, entities, blocks, scorer, scan, scored);
  }

  private static int agreement(Verdict verdict, double from) {
    if (verdict.vetoed()) {
      return Grouping.Agreement.VETOED;
    }
    return verdict.same() >= from ? Grouping.Agreement.AGREES : Grouping.Agreement.NOT;
  }

  /** Not below what the model expects of a file that tells nothing. */
  private double prior(double expected, double pairs) {
    double least = Math.min(model.training().same(), 1 / pairs);
    return Math.min(0.5, Math.max(expected / pairs, least));
  }

  /** Of each kind; together not more than of one person. */
  private double[] households(Expectation.Fitted fitted, double pairs, double same) {
    double[] priors = fitted.households().clone();
    double sum = 0;
    for (int kind = 0; kind < priors.length; kind++) {
      double published = model.households().get(kind).share() * model.training().household();
      priors[kind] = priors[kind] / pairs + published / 10;
      sum += priors[kind];
    }
    double most = Math.min(1, same / sum);
    return Arrays.stream(priors).map(prior -> prior * most).toArray();
  }

  private Expectation.Fitted train(Shares published) {
    progress.say("training");
    Comparer comparer = new Comparer(table, model.nicknames(), generic);
    List<Field> fields = IntStream.range(0, table.fieldCount()).mapToObj(table::field).toList();
    Observed observed = scan.patterns(comparer, fields, labels);
    progress.say("training on " + observed.pairs() + " pairs");
    return new Expectation(
            fields,
            model.training().sameWeight(),
            model.training().householdWeight(),
            model.training().kindWeight())
        .fit(observed, withStrangers(published, comparer, frequencies()));
  }

  /**
   * What strangers share is counted in the file from the start: where there are thirty names, a
   * name in common is no sign, and namesakes would be taken for the class of one person.
   */
  private Shares withStrangers(Shares shares, Comparer comparer, Frequencies frequencies) {
    double[][] published = Shares.published(model, table).other();
    double[][] other =
        new Strangers(table, model).shares(entities, comparer, frequencies, published);
    return shares.withOther(other, table);
  }

  private Frequencies frequencies() {
    return new Frequencies(table, model, room.holders(entities));
  }

  /** A scorer by the people known now. */
  private Scorer scorer(Shares shares, boolean first) {
    Frequencies frequencies = frequencies();
    if (!first) {
      for (int field = 0; field < table.fieldCount(); field++) {
        Integer most = model.mostHolders().get(table.field(field));
        if (most != null) {
          generic.set(field, frequencies.heldByMany(field, most));
        }
      }
    }
    Comparer comparer = new Comparer(table, model.nicknames(), generic);
    Shares counted = withStrangers(shares, comparer, frequencies);
    return new Scorer(table, model, comparer, counted, frequencies);
  }
}
