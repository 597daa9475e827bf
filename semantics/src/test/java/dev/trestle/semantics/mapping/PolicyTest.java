package dev.trestle.semantics.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.site.Demographics;
import dev.trestle.kernel.site.SnapshotPolicy;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.kernel.statement.Snapshot;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.kernel.statement.Translation;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a source may say and how its lists are read (DESIGN §4). */
class PolicyTest {
  private static final String ALLERGY = "AL1|1|DA|7980^PENICILLIN^RXNORM";

  private final MappingTranslator translator = new MappingTranslator(BaseMappingsResource.base());

  @Test
  void aListThatIsPresentIsComplete() {
    assertThat(lists(SnapshotPolicy.SNAPSHOT_IF_PRESENT, ALLERGY)).containsExactly(1);
    assertThat(lists(SnapshotPolicy.SNAPSHOT_IF_PRESENT, "")).isEmpty();
  }

  @Test
  void aSnapshotSourceSaysThatThereIsNoneByNotSayingAny() {
    assertThat(lists(SnapshotPolicy.SNAPSHOT, "")).containsExactly(0);
  }

  @Test
  void anAddOnlySourceRemovesNothing() {
    assertThat(lists(SnapshotPolicy.ADD_ONLY, ALLERGY)).isEmpty();
    assertThat(translate(policy("AL1", SnapshotPolicy.ADD_ONLY), ALLERGY).keys()).hasSize(2);
  }

  @Test
  void anIgnoredSegmentIsNotReadAndItsLeavesAreListed() {
    Translation translation = translate(policy("AL1", SnapshotPolicy.IGNORE), ALLERGY);
    assertThat(translation.keys()).hasSize(1);
    assertThat(translation.accounting().reported()).isPositive();
    assertThat(translation.accounting().closes()).isTrue();
  }

  @Test
  void telephonesOfAnAddOnlyFieldStandForThemselves() {
    Translation translation = translate(policy("PID-13", SnapshotPolicy.ADD_ONLY), "");
    assertThat(paths(translation)).contains("telecom[PID-13|555-1]", "telecom[PID-13|555-2]");
    assertThat(paths(translate(Feeds.ADT, ""))).contains("telecom[PID-13]");
  }

  @Test
  void aSourceThatMayNotDeleteDeletesNothing() {
    Source source = with(Feeds.ADT, null, new TreeMap<>(), false);
    Translation translation = translate(source, "", "\"\"");
    assertThat(translation.findings())
        .anyMatch(f -> f.code() == ProblemCode.NULL_NOT_APPLIED && f.location().equals("PID-16"));
    assertThat(paths(translation)).doesNotContain("maritalStatus");
    Translation deleting = translate(Feeds.ADT, "", "\"\"");
    assertThat(deleting.statements().get(0).slots())
        .anyMatch(slot -> slot.path().equals("maritalStatus") && slot.value() == null);
  }

  @Test
  void aSourceThatIsIgnoredForDemographicsOnlyNamesThePatient() {
    Source source = with(Feeds.ADT, Demographics.IGNORE, new TreeMap<>(), true);
    assertThat(paths(translate(source, ""))).allMatch(path -> path.startsWith("identifier["));
  }

  @Test
  void aFillOnlySourceHasTheLowestLevel() {
    Source source = with(Feeds.ADT, Demographics.FILL_ONLY, new TreeMap<>(), true);
    assertThat(translate(source, "").statements().get(0).level()).isEqualTo(Statement.FILL_ONLY);
  }

  @Test
  void theSameMessageTwiceIsTheSameTranslation() {
    assertThat(translate(Feeds.ADT, ALLERGY)).isEqualTo(translate(Feeds.ADT, ALLERGY));
  }

  private List<Integer> lists(SnapshotPolicy policy, String segment) {
    return translate(policy("AL1", policy), segment).snapshots().stream()
        .filter(snapshot -> snapshot.collection().equals("AL1"))
        .map(Snapshot::members)
        .map(List::size)
        .toList();
  }

  private static List<String> paths(Translation translation) {
    return translation.statements().stream()
        .flatMap(statement -> statement.slots().stream())
        .map(Slot::path)
        .toList();
  }

  private Translation translate(Source source, String segment) {
    return translate(source, segment, "M");
  }

  private Translation translate(Source source, String segment, String maritalStatus) {
    String pid = "PID|||00123^^^MERCY^MR||DOE^JANE||19800229|F|||||555-1~555-2|||" + maritalStatus;
    return translator.translate(
        Feeds.message(
            "MSH|^~\\&|A|MERCY|||20260105||ADT^A31|1|P|2.5", "EVN||20260105", pid, segment),
        source,
        Feeds.SITE);
  }

  private static Source policy(String name, SnapshotPolicy policy) {
    TreeMap<String, SnapshotPolicy> policies = new TreeMap<>();
    policies.put(name, policy);
    return with(Feeds.ADT, null, policies, true);
  }

  private static Source with(
      Source source,
      @Nullable Demographics demographics,
      SortedMap<String, SnapshotPolicy> policies,
      boolean nullDeletes) {
    return source.toBuilder()
        .demographics(demographics)
        .snapshots(policies)
        .nullDeletes(nullDeletes)
        .build();
  }
}
