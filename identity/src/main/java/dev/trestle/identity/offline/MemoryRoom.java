package dev.trestle.identity.offline;

import dev.trestle.identity.block.Blocks;
import dev.trestle.identity.block.Meetings;
import dev.trestle.identity.group.EdgeList;
import dev.trestle.identity.group.Edges;
import dev.trestle.identity.group.Grouping;
import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.people.Field;
import dev.trestle.identity.people.PeopleTable;
import dev.trestle.identity.score.Holders;
import dev.trestle.identity.score.MemberHolders;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Everything is in memory. */
final class MemoryRoom implements Room {
  private final PeopleTable table;

  MemoryRoom(PeopleTable table) {
    this.table = table;
  }

  @Override
  public int[] sameNameAndDate() {
    int name = Field.NAME.index();
    int date = Field.BIRTH_DATE.index();
    Map<Long, Integer> first = new HashMap<>();
    int[] entities = IntStream.range(0, table.size()).toArray();
    for (int record = 0; record < entities.length; record++) {
      if (table.count(name, record) > 0 && table.count(date, record) > 0) {
        int names = table.value(name, record, 0);
        long key = (long) names << Integer.SIZE | table.value(date, record, 0);
        if (table.name(names).isWhole()) {
          Integer before = first.putIfAbsent(key, record);
          entities[record] = before == null ? record : before;
        }
      }
    }
    return entities;
  }

  @Override
  public Meetings meetings(LinkModel model) {
    return Blocks.of(table, model.nicknames(), model.training().blockSize());
  }

  @Override
  public Holders holders(int[] entities) {
    return new MemberHolders(table, Grouping.members(entities));
  }

  @Override
  public Edges edges() {
    return new EdgeList();
  }

  @Override
  public Near near() {
    return new NearList();
  }

  private static final class NearList implements Near {
    private final List<long[]> pieces = new ArrayList<>();

    @Override
    public void add(long[] pairs, int count) {
      pieces.add(Arrays.copyOf(pairs, count));
    }

    @Override
    public <T> void pieces(Function<Piece, T> work, Consumer<T> put) {
      pieces.parallelStream()
          .map(pairs -> work.apply(sink -> each(pairs, sink)))
          .toList()
          .forEach(put);
    }

    @Override
    public void each(Sink sink) {
      pieces.forEach(pairs -> each(pairs, sink));
    }

    private static void each(long[] pairs, Sink sink) {
      for (long pair : pairs) {
        sink.pair(Near.first(pair), Near.second(pair), false);
      }
    }

    @Override
    public void finish() {
      // as it is
    }

    @Override
    public void close() {
      pieces.clear();
    }
  }
}
