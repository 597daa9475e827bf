package dev.trestle.identity.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.identity.link.Partition.Edge;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is left of a person without links by probability. */
class PartitionTest {
  private static final List<Long> THREE = List.of(1L, 2L, 3L);

  /** The last link brings nobody in: the two before it did, by probability. */
  @Test
  void aLinkThatWasNotNeededForThePersonCountsForTheConfirmedOne() {
    Partition partition =
        Partition.of(
            THREE,
            List.of(
                edge(LinkKind.PROBABLE, 1, 2),
                edge(LinkKind.PROBABLE, 1, 3),
                edge(LinkKind.SHARED_IDENTIFIER, 2, 3)),
            Set.of());
    assertThat(partition.group(3)).containsExactly(1L, 2L, 3L);
    assertThat(partition.confirmed().group(3)).containsExactly(2L, 3L);
    assertThat(partition.confirmed().group(1)).containsExactly(1L);
  }

  /** What a person keeps apart is not made, however sure the link is. */
  @Test
  void aLinkThatIsRefusedIsNotConfirmed() {
    Partition partition =
        Partition.of(
            THREE,
            List.of(edge(LinkKind.PROBABLE, 1, 2), edge(LinkKind.SHARED_IDENTIFIER, 2, 3)),
            Set.of(Pair.of(1, 3)));
    assertThat(partition.refused()).hasSize(1);
    assertThat(partition.group(1)).containsExactly(1L, 2L);
    assertThat(partition.confirmed().group(2)).containsExactly(2L);
    assertThat(partition.confirmed().group(3)).containsExactly(3L);
  }

  private static Edge edge(LinkKind kind, long first, long second) {
    return new Edge(kind, first, new UUID(0, first), second, new UUID(0, second));
  }
}
