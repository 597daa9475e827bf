package dev.trestle.identity.offline;

import dev.trestle.identity.block.Meetings;
import dev.trestle.identity.block.SpilledBlocks;
import dev.trestle.identity.block.SpilledPairs;
import dev.trestle.identity.group.Edges;
import dev.trestle.identity.group.SpilledEdges;
import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.people.SpilledPeople;
import dev.trestle.identity.score.Holders;
import dev.trestle.identity.spill.LongSorter;
import dev.trestle.identity.spill.Longs;
import dev.trestle.identity.spill.Spill;
import java.util.BitSet;
import java.util.function.Consumer;
import java.util.function.Function;

/** What grows with the pairs and the texts is on disk. */
final class SpillRoom implements Room {
  private final SpilledPeople people;
  private final Spill spill;

  SpillRoom(SpilledPeople people) {
    this.people = people;
    this.spill = people.spill();
  }

  @Override
  public int[] sameNameAndDate() {
    return people.sameNameAndDate();
  }

  @Override
  public Meetings meetings(LinkModel model) {
    return new SpilledBlocks(people, model.nicknames(), model.training().blockSize(), spill);
  }

  @Override
  public Edges edges() {
    return new SpilledEdges(spill);
  }

  @Override
  public Near near() {
    return new NearSpool(new SpilledPairs(spill));
  }

  @Override
  public Holders holders(int[] entities) {
    return new SortedHolders(people, entities);
  }

  /** Counts by sorting who holds what. */
  private record SortedHolders(SpilledPeople table, int[] entities) implements Holders {
    @Override
    public int people(int field) {
      BitSet having = new BitSet();
      table.column(field, (person, value) -> having.set(entities[person]));
      return having.cardinality();
    }

    @Override
    public int[] of(int field, int[] terms, int most) {
      int[] holders = new int[most + 1];
      try (LongSorter held = new LongSorter(table.spill())) {
        table.column(
            field,
            (person, value) -> {
              int term = terms.length == 0 ? value : terms[value];
              if (term > 0) {
                held.add((long) term << Integer.SIZE | entities[person]);
              }
            });
        Longs sorted = held.finish().sorted();
        for (long one = sorted.next(); one != Longs.END; one = sorted.next()) {
          holders[(int) (one >>> Integer.SIZE)]++;
        }
      }
      return holders;
    }
  }

  private record NearSpool(SpilledPairs pairs) implements Near {
    @Override
    public void add(long[] found, int count) {
      for (int i = 0; i < count; i++) {
        pairs.add(Near.first(found[i]), Near.second(found[i]), false);
      }
    }

    @Override
    public <T> void pieces(Function<Piece, T> work, Consumer<T> put) {
      pairs.pieces(work, put);
    }

    @Override
    public void each(Sink sink) {
      pairs.each(sink);
    }

    @Override
    public void finish() {
      pairs.finish();
    }

    @Override
    public void close() {
      pairs.close();
    }
  }
}
