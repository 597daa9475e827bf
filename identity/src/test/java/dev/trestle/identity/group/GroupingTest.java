package dev.trestle.identity.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GroupingTest {
  @Test
  void oneRecordThatResemblesTwoPeopleDoesNotMakeThemOne() {
    // 0 1 2 are one person, 4 5 6 another, 3 resembles one record of each.
    List<Edge> edges =
        List.of(
            new Edge(0, 1, 9),
            new Edge(1, 2, 9),
            new Edge(0, 2, 9),
            new Edge(4, 5, 9),
            new Edge(5, 6, 9),
            new Edge(4, 6, 9),
            new Edge(2, 3, 5),
            new Edge(3, 4, 5));
    assertThat(groups(7, edges)).containsExactly(0, 0, 0, 3, 4, 4, 4);
  }

  @Test
  void whatAgreesWithMostOfAGroupJoinsIt() {
    List<Edge> edges =
        List.of(
            new Edge(0, 1, 9),
            new Edge(0, 2, 9),
            new Edge(1, 2, 9),
            new Edge(0, 3, 5),
            new Edge(1, 3, 5));
    assertThat(groups(4, edges)).containsExactly(0, 0, 0, 0);
  }

  @Test
  void aVetoBetweenAnyTwoKeepsGroupsApart() {
    List<Edge> edges =
        List.of(new Edge(0, 1, 9), new Edge(0, 2, 8), new Edge(1, 2, 7), new Edge(2, 3, 6));
    int[] groups =
        Grouping.groups(
            4,
            list(edges),
            (a, b) ->
                Math.min(a, b) == 1 && Math.max(a, b) == 3
                    ? Grouping.Agreement.VETOED
                    : Grouping.Agreement.AGREES);
    assertThat(groups).containsExactly(0, 0, 0, 3);
  }

  @Test
  void theOrderOfThePairsDoesNotMatter() {
    Random random = new Random(7);
    for (int trial = 0; trial < 200; trial++) {
      List<Edge> edges = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        int a = random.nextInt(12);
        int b = a + 1 + random.nextInt(12);
        edges.add(new Edge(a, b, random.nextInt(5)));
      }
      int[] groups = groups(24, edges);
      Collections.shuffle(edges, random);
      assertThat(groups(24, edges)).isEqualTo(groups);
    }
  }

  @Test
  void membersAreListedByGroup() {
    assertThat(Grouping.members(new int[] {0, 1, 0, 3, 1}))
        .isDeepEqualTo(new int[][] {{0, 2}, {1, 4}, {3}});
  }

  private static int[] groups(int records, List<Edge> edges) {
    return Grouping.groups(
        records,
        list(edges),
        (a, b) ->
            edges.stream()
                    .anyMatch(
                        edge -> edge.first() == Math.min(a, b) && edge.second() == Math.max(a, b))
                ? Grouping.Agreement.AGREES
                : Grouping.Agreement.NOT);
  }

  private static Edges list(List<Edge> edges) {
    EdgeList list = new EdgeList();
    edges.forEach(list::add);
    return list;
  }
}
