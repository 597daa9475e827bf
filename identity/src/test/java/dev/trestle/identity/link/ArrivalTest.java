package dev.trestle.identity.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.identity.Arrivals;
import dev.trestle.identity.People;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.record.RecordApplier.Applied;
import dev.trestle.kernel.record.RecordApplier.PatientMerge;
import dev.trestle.kernel.record.RecordApplier.PatientNames;
import dev.trestle.kernel.record.RecordApplier.Verdict;
import dev.trestle.kernel.statement.Merge;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What messages write about identity in the transaction that applies them. */
class ArrivalTest {
  private final Arrivals world = new Arrivals();

  @BeforeEach
  void threePatients() {
    for (String name : List.of("anna", "bella", "carla")) {
      world.arrive(name, People.adult(name, name + "son", "1970-01-0" + (name.length() - 1)));
    }
    world.resolver.drain();
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aMergeBySourceLinksBothOverAnyChain() throws SQLException {
    world.merge("anna", "bella");
    world.merge("carla", "anna");
    world.resolver.drain();
    assertThat(world.company("bella")).containsExactly("anna", "bella", "carla");
    assertThat(world.company("carla")).containsExactly("anna", "bella", "carla");
  }

  @Test
  void aCircleOfMergesEnds() throws SQLException {
    world.merge("anna", "bella");
    world.merge("bella", "carla");
    world.merge("carla", "anna");
    world.resolver.drain();
    assertThat(world.people()).hasSize(1);
  }

  @Test
  void aMergeIsAnEffectOnceAndARefusedMessageLinksNothing() throws SQLException {
    assertThat(world.merge("anna", "bella").verdict()).isEqualTo(Verdict.APPLIED);
    assertThat(world.merge("anna", "bella").verdict()).isEqualTo(Verdict.UNCHANGED);
    assertThat(world.merge("anna", "anna").verdict()).isEqualTo(Verdict.UNCHANGED);
    PatientMerge merge = new PatientMerge(world.rid("anna"), world.rid("carla"), 0);
    Applied refused = world.message(List.of(), List.of(merge)).with(Verdict.REFUSED, List.of());
    world.apply(refused, true);
    world.resolver.drain();
    assertThat(world.company("carla")).containsExactly("carla");
  }

  @Test
  void aLinkThatASourceTakesBackIsAsIfItHadNeverBeen() throws SQLException {
    assertThat(world.says(Merge.Word.LINKED, "anna", "bella", 10).verdict())
        .isEqualTo(Verdict.APPLIED);
    assertThat(world.says(Merge.Word.LINKED, "anna", "bella", 10).verdict())
        .isEqualTo(Verdict.UNCHANGED);
    world.resolver.drain();
    assertThat(world.company("anna")).containsExactly("anna", "bella");
    long link = world.link("anna", "bella").id();
    assertThat(world.says(Merge.Word.UNLINKED, "bella", "anna", 20).verdict())
        .isEqualTo(Verdict.APPLIED);
    assertThat(world.says(Merge.Word.UNLINKED, "anna", "bella", 20).verdict())
        .isEqualTo(Verdict.UNCHANGED);
    world.resolver.drain();
    assertThat(world.company("anna")).containsExactly("anna");
    assertThat(world.company("bella")).containsExactly("bella");
    assertThat(world.linksMade()).isEmpty();
    assertThat(world.links.links(Long.MAX_VALUE)).isEmpty();
    assertThat(world.links.period(link).orElseThrow().ended()).isPresent();
    assertThat(world.says(Merge.Word.LINKED, "anna", "bella", 15).verdict())
        .as("late, and taken back since")
        .isEqualTo(Verdict.UNCHANGED);
    assertThat(world.says(Merge.Word.LINKED, "anna", "bella", 30).verdict())
        .isEqualTo(Verdict.APPLIED);
    world.resolver.drain();
    assertThat(world.company("bella")).containsExactly("anna", "bella");
  }

  @Test
  void whatIsTakenBackBeforeItComesNeverLinks() throws SQLException {
    world.says(Merge.Word.UNLINKED, "anna", "bella", 20);
    world.says(Merge.Word.LINKED, "anna", "bella", 10);
    world.says(Merge.Word.MERGED, "anna", "bella", 20);
    world.resolver.drain();
    assertThat(world.company("anna")).containsExactly("anna");
    assertThat(world.links.links(Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void aMergeThatIsTakenBackRetiresNobody() throws SQLException {
    PatientNames bella =
        new PatientNames(world.rid("bella"), List.of(UUID.randomUUID()), List.of());
    world.merge("anna", "bella");
    world.says(Merge.Word.UNLINKED, "anna", "bella", 1_000);
    world.resolver.drain();
    assertThat(world.company("bella")).containsExactly("bella");
    assertThat(findings(world.apply(world.message(List.of(bella), List.of()), 2_000, true)))
        .isEmpty();
  }

  @Test
  void whatIsTakenBackLeavesTheLinksThatAreFoundWithoutIt() throws SQLException {
    world.arrive("dora", People.withShared(People.at("a", "Dora", "Dorn", "1970-01-09"), "S1"));
    world.arrive("theo", People.withShared(People.at("b", "Dora", "Dorn", "1970-01-09"), "S1"));
    world.says(Merge.Word.LINKED, "dora", "theo", 10);
    world.resolver.drain();
    assertThat(world.link("dora", "theo").kind()).isEqualTo(LinkKind.LINKED);
    world.says(Merge.Word.UNLINKED, "dora", "theo", 20);
    world.resolver.drain();
    assertThat(world.company("dora")).containsExactly("dora", "theo");
    assertThat(world.link("dora", "theo").kind()).isEqualTo(LinkKind.SHARED_IDENTIFIER);
  }

  @Test
  void aPersonsWordGoesBeforeWhatASourceTakesBack() throws SQLException {
    world.decisions.link(
        world.rid("anna"), world.rid("bella"), "stella", "her passport", Optional.empty());
    world.says(Merge.Word.UNLINKED, "anna", "bella", 20);
    world.resolver.drain();
    assertThat(world.company("anna")).containsExactly("anna", "bella");
    assertThat(world.link("anna", "bella").kind()).isEqualTo(LinkKind.TOGETHER);
  }

  @Test
  void aRollbackTakesTheLinkWithIt() throws SQLException {
    PatientMerge merge = new PatientMerge(world.rid("anna"), world.rid("bella"), 0);
    world.apply(world.message(List.of(), List.of(merge)), false);
    world.resolver.drain();
    assertThat(world.company("anna")).containsExactly("anna");
  }

  @Test
  void anIdentifierThatJoinsIsAnAppendedDecisionWithItsMessage() throws SQLException {
    UUID number = UUID.randomUUID();
    UUID other = UUID.randomUUID();
    PatientNames joins =
        new PatientNames(world.rid("anna"), List.of(number, other), List.of(other));
    Applied applied = world.apply(world.message(List.of(joins), List.of()), true);
    assertThat(world.links.aliases(world.rid("anna"), Long.MAX_VALUE))
        .singleElement()
        .satisfies(
            decision -> {
              assertThat(decision.seq()).isEqualTo(applied.seq());
              assertThat(decision.actor()).isEqualTo("mercy/adt");
            });
    assertThat(world.links.aliases(world.rid("bella"), Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void aRetiredIdentifierThatSpeaksAgainIsFoundOnce() throws SQLException {
    UUID retired = UUID.randomUUID();
    PatientNames bella = new PatientNames(world.rid("bella"), List.of(retired), List.of());
    assertThat(findings(world.apply(world.message(List.of(bella), List.of()), true))).isEmpty();
    world.merge("anna", "bella");
    Applied first = world.apply(world.message(List.of(bella), List.of()), true);
    assertThat(findings(first)).containsExactly(ProblemCode.RETIRED_IDENTIFIER);
    assertThat(findings(world.apply(world.message(List.of(bella), List.of()), true))).isEmpty();
    UUID second = UUID.randomUUID();
    PatientNames also = new PatientNames(world.rid("bella"), List.of(second), List.of());
    assertThat(findings(world.apply(world.message(List.of(also), List.of()), true)))
        .containsExactly(ProblemCode.RETIRED_IDENTIFIER);
    assertThat(world.links.retiredUses(Long.MAX_VALUE)).hasSize(2);
    assertThat(world.links.retiredUses(Long.MAX_VALUE).get(1))
        .satisfies(
            use -> {
              assertThat(use.rid()).isEqualTo(world.rid("bella"));
              assertThat(use.survivor()).isEqualTo(world.rid("anna"));
              assertThat(use.seq()).isEqualTo(first.seq());
            });
  }

  @Test
  void whatWasSaidBeforeTheMergeAndIsOnlyLateDoesNotSpeakAgain() throws SQLException {
    PatientNames bella =
        new PatientNames(world.rid("bella"), List.of(UUID.randomUUID()), List.of());
    world.merge("anna", "bella");
    Applied late = world.apply(world.message(List.of(bella), List.of()), 1, true);
    assertThat(findings(late)).isEmpty();
  }

  @Test
  void afterAMergeWasTakenApartNothingIsRetired() throws SQLException {
    PatientNames bella =
        new PatientNames(world.rid("bella"), List.of(UUID.randomUUID()), List.of());
    world.merge("anna", "bella");
    world.resolver.drain();
    world.decisions.unlink(world.link("anna", "bella").id(), "stella", "two people");
    assertThat(findings(world.apply(world.message(List.of(bella), List.of()), true))).isEmpty();
  }

  private static List<ProblemCode> findings(Applied applied) {
    return applied.findings().stream().map(finding -> finding.code()).toList();
  }
}
