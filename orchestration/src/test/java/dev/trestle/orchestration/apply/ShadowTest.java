package dev.trestle.orchestration.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.site.FeedFacts;
import dev.trestle.kernel.site.FeedState;
import dev.trestle.kernel.site.HealthSystem;
import dev.trestle.kernel.site.OnFailure;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.orchestration.Rig;
import dev.trestle.orchestration.Sql;
import dev.trestle.orchestration.balance.Balance;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a feed that is not in use leaves behind: its outcome, and nothing else. */
class ShadowTest {
  private static final Balance TWO_FILTERED = new Balance(2, 0, 0, 0, 2, 0, 0, 0, 0, 0);
  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void whatAShadowSendsIsTranslatedAndNeverApplied() {
    adtIs(FeedState.SHADOW);
    assertThat(rig.send("c1|ADT^A01|P||P1|x").orElseThrow()).contains("AA");
    rig.send("c2|ADT^A01|P||P1|bad");
    rig.settle();
    assertThat(rig.applied()).isEmpty();
    assertThat(rig.balance()).isEqualTo(TWO_FILTERED);
    assertThat(findings(1)).isEqualTo("I" + ProblemCode.FEED_SHADOW.number() + "@");
    assertThat(findings(2))
        .as("what it would have been refused for stands behind")
        .startsWith("I" + ProblemCode.FEED_SHADOW.number() + "@;E")
        .endsWith("@X-1");
    assertThat(Sql.number(rig.plain(), "select count(*) from outcome where mapping is null"))
        .as("only what was not translated has no mapping")
        .isOne();
  }

  @Test
  void aMessageThatFailsInTheShadowHoldsNobody() {
    adtIs(FeedState.SHADOW);
    rig.send("c1|ADT^A01|P||P1|throw");
    rig.receive("lab", "c2|ORU^R01|P||P1|x").join();
    rig.settle();
    assertThat(rig.applied()).containsExactly("c2");
    assertThat(rig.balance().exceptions() + rig.balance().waiting()).isZero();
  }

  @Test
  void leavingTheShadowAppliesWhatComesNextAndWhatTheSenderRepeats() {
    adtIs(FeedState.SHADOW);
    rig.send("c1|ADT^A01|P||P1|x");
    rig.send("c2|ADT^A01|P||P2|x");
    rig.settle();
    adtIs(FeedState.LIVE);
    rig.send("c3|ADT^A01|P||P1|x");
    rig.settle();
    assertThat(rig.applied()).containsExactly("c3");
    rig.send("c1|ADT^A01|P||P1|x");
    rig.settle();
    assertThat(rig.applied()).containsExactlyInAnyOrder("c3", "c1");
    rig.send("c1|ADT^A01|P||P1|x");
    rig.settle();
    assertThat(rig.balance()).isEqualTo(new Balance(5, 2, 0, 1, 2, 0, 0, 0, 0, 0));
  }

  @Test
  void aDraftIsJournaledAndRejected() {
    adtIs(FeedState.DRAFT);
    assertThat(rig.send("c1|ADT^A01|P||P1|x").orElseThrow()).contains("AR");
    assertThat(rig.balance()).isEqualTo(new Balance(1, 0, 0, 0, 0, 1, 0, 0, 0, 0));
    assertThat(findings(1)).isEqualTo("E" + ProblemCode.FEED_DRAFT.number() + "@");
    adtIs(FeedState.PILOT);
    assertThat(rig.send("c1|ADT^A01|P||P1|x").orElseThrow()).contains("AA");
    rig.settle();
    assertThat(rig.applied()).containsExactly("c1");
  }

  private void adtIs(FeedState state) {
    Site site = Rig.site(OnFailure.HOLD_DEPENDENTS, List.of());
    List<Source> sources =
        site.healthSystems().get(0).sources().stream()
            .map(source -> source.name().equals(Rig.ADT) ? in(state, source) : source)
            .toList();
    rig.site =
        new Site(
            state.id(),
            List.of(new HealthSystem("mercy", ZoneOffset.UTC, List.of(), sources)),
            site.listeners());
  }

  private static Source in(FeedState state, Source source) {
    return source.toBuilder().feed(FeedFacts.LIVE.withState(state)).build();
  }

  private String findings(long seq) {
    return Sql.list(
            rig.plain(), "select findings from outcome where seq = " + seq, row -> row.getString(1))
        .get(0);
  }
}
