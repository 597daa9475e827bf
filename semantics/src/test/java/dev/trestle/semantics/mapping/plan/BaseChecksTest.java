package dev.trestle.semantics.mapping.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.semantics.mapping.BaseMappingsResource;
import dev.trestle.semantics.mapping.rule.EffectiveMapping;
import dev.trestle.semantics.mapping.rule.MappingReader;
import dev.trestle.semantics.mapping.rule.Property;
import dev.trestle.semantics.mapping.rule.RuleDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the static checks say of the mappings that come with Trestle. */
class BaseChecksTest {
  /** Rules that can fire together and write the same, and why nothing is lost. */
  private static final Map<String, String> MEET = Map.of();

  /** Tables of which no code stands in an element with a required binding. */
  private static final Set<String> NO_CODES = Set.of();

  private final EffectiveMapping base =
      MappingReader.read(BaseMappingsResource.base(), List.of());
  private final Plan plan = PlanCompiler.compile(base);

  @Test
  void everyCodeThatTheBaseCanWriteIsOneThatFhirAllowsThere() {
    assertThat(BindingCheck.run(base, plan)).containsExactlyInAnyOrder("x");
  }

  @Test
  void everyTableOfTheBaseIsHeldAgainstSomethingOrHoldsNoSuchCodes() {
    Set<String> unused = new TreeSet<>(base.tables().keySet());
    unused.removeAll(BindingCheck.OF_CONVERTERS.keySet());
    base.maps().values().stream()
        .flatMap(map -> map.rules().values().stream())
        .flatMap(BaseChecksTest::takes)
        .map(rule -> rule.text("table"))
        .flatMap(Optional::stream)
        .forEach(unused::remove);
    assertThat(unused).isEqualTo(NO_CODES);
  }

  private static Stream<RuleDefinition> takes(RuleDefinition rule) {
    Optional<Property> choose = rule.find("choose");
    return choose.map(WrittenCodes::alternatives).orElse(Stream.of(rule));
  }

  @Test
  void eachPairOfRulesOfTheBaseThatMeetHasAReason() {
    TreeMap<String, String> found = new TreeMap<>();
    for (SlotCheck.Conflict conflict : SlotCheck.find(base, plan)) {
      found.put(conflict.first().id() + " " + conflict.second().id(), conflict.slot());
    }
    assertThat(found.keySet()).isEqualTo(MEET.keySet());
  }
}
