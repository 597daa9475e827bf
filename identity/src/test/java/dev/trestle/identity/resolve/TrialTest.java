package dev.trestle.identity.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.identity.Arrivals;
import dev.trestle.identity.CensusPeople;
import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.model.LinkModelResource;
import dev.trestle.identity.model.LinkModelText;
import dev.trestle.identity.offline.Progress;
import dev.trestle.sandbox.census.Census;
import dev.trestle.sandbox.census.Row;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a trial says is what comes to pass when the model is taken into use. */
class TrialTest {
  private static final LinkModel STANDARD = LinkModelResource.standard();

  private static LinkModel with(double reviewFrom, double automaticFrom, double same) {
    LinkModel.Training now = STANDARD.training();
    return LinkModelText.with(
        STANDARD,
        STANDARD.shares(),
        STANDARD.households(),
        Map.of(),
        false,
        new LinkModel.Training(
            same,
            now.household(),
            now.sameWeight(),
            now.householdWeight(),
            now.kindWeight(),
            now.otherHits(),
            now.people(),
            now.rounds(),
            now.blockSize()),
        reviewFrom,
        automaticFrom);
  }

  @Test
  void theEffectIsWhatComesToPass() throws Exception {
    try (Arrivals arrivals = new Arrivals()) {
      List<Row> rows = Census.of(11, 260, LocalDate.of(2026, 11, 27)).rows();
      rows.forEach(row -> arrivals.arrive(row.id(), CensusPeople.patient(row)));
      arrivals.resolver.drain();
      String apart = arrivals.reviewedPairs().get(0);
      arrivals.apart(apart.split("\\+")[0], apart.split("\\+")[1]);
      arrivals.resolver.drain();
      tryOut(arrivals, with(0.75, 0.9999999, 1e-5), false);
      tryOut(arrivals, with(0.6, 0.9, 1e-3), true);
      tryOut(arrivals, STANDARD, false);
    }
  }

  private static void tryOut(Arrivals arrivals, LinkModel model, boolean isMerging)
      throws Exception {
    Set<Set<String>> before = arrivals.people();
    ModelEffect effect = arrivals.resolver.workbench().effect(model, Progress.NONE, () -> false);
    assertThat(arrivals.people()).as("a trial changes nothing").isEqualTo(before);
    long reviews = arrivals.reviews().size();
    assertThat(effect.records()).isEqualTo(arrivals.resolver.state().records());
    assertThat(effect.reviewsNow()).isEqualTo(arrivals.resolver.state().reviews());
    arrivals.use(model);
    arrivals.resolver.drain();
    Set<Set<String>> after = arrivals.people();
    assertThat(named(effect.merges(), before)).isEqualTo(several(after, before));
    assertThat(named(effect.splits(), after)).isEqualTo(several(before, after));
    assertThat(effect.mergeCount()).isEqualTo(several(after, before).size());
    assertThat(effect.splitCount()).isEqualTo(several(before, after).size());
    assertThat(isMerging ? effect.merges() : effect.splits())
        .as("reviews before: %d", reviews)
        .isNotEmpty();
    assertThat(effect.reviewsThen()).isEqualTo(arrivals.resolver.state().reviews());
    assertThat(effect.linksThen())
        .isEqualTo(arrivals.linksMade().stream().filter(TrialTest::isAutomatic).count());
  }

  private static boolean isAutomatic(String link) {
    return link.startsWith("PROBABLE") || link.startsWith("SHARED_IDENTIFIER");
  }

  /** The groups that lie in several of others, each as those. */
  private static Set<Set<Set<String>>> several(Set<Set<String>> wholes, Set<Set<String>> parts) {
    Map<UUID, Set<String>> partOf = partOf(parts);
    return wholes.stream()
        .map(
            whole ->
                whole.stream()
                    .map(name -> part(partOf, Arrivals.id(name)))
                    .collect(Collectors.toSet()))
        .filter(in -> in.size() > 1)
        .collect(Collectors.toSet());
  }

  private static Set<Set<Set<String>>> named(List<List<UUID>> persons, Set<Set<String>> parts) {
    Map<UUID, Set<String>> partOf = partOf(parts);
    return persons.stream()
        .map(person -> person.stream().map(id -> part(partOf, id)).collect(Collectors.toSet()))
        .collect(Collectors.toSet());
  }

  private static Map<UUID, Set<String>> partOf(Set<Set<String>> parts) {
    Map<UUID, Set<String>> partOf = new HashMap<>();
    parts.forEach(part -> part.forEach(name -> partOf.put(Arrivals.id(name), part)));
    return partOf;
  }

  private static Set<String> part(Map<UUID, Set<String>> partOf, UUID id) {
    return partOf.getOrDefault(id, Set.of());
  }
}
