package dev.trestle.semantics.mapping.plan;

import dev.trestle.kernel.problem.NearestName;
import dev.trestle.semantics.mapping.rule.CodeTableDefinition;
import dev.trestle.semantics.mapping.rule.EffectiveMapping;
import dev.trestle.semantics.mapping.rule.MapDefinition;
import dev.trestle.semantics.mapping.rule.Mistakes;
import dev.trestle.semantics.mapping.rule.Place;
import dev.trestle.semantics.mapping.rule.Property;
import dev.trestle.semantics.mapping.rule.RuleDefinition;
import dev.trestle.semantics.validation.RequiredBinding;
import dev.trestle.semantics.validation.ResourceChecker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Codes that FHIR R4 does not allow where a rule writes them: of tables, of the event table, and
 * those that a rule says itself. Only required bindings count; the others leave the choice.
 */
final class BindingCheck {
  private static final int SHOWN = 12;

  /** Tables that converters use by their name, whatever the rule, and what they fill. */
  static final Map<String, String> OF_CONVERTERS =
      Map.of(
          "0190-address-type", "Address.type",
          "0190-address-use", "Address.use",
          "0200-name-use", "HumanName.use",
          "0201-contact-use", "ContactPoint.use",
          "0202-contact-system", "ContactPoint.system",
          "0278-participant-status", "Appointment.participant.status",
          "currencies", "Money.currency");

  private final EffectiveMapping mapping;
  private final Map<String, Optional<RequiredBinding>> bindings = new HashMap<>();
  private final Map<String, List<RuleDefinition>> saying = new HashMap<>();

  private BindingCheck(EffectiveMapping mapping) {
    this.mapping = mapping;
  }

  /**
   * Fails at the first code that may not stand where it is written.
   *
   * @return the elements with a required binding that codes were held against
   */
  static Set<String> run(EffectiveMapping mapping, Plan plan) {
    BindingCheck check = new BindingCheck(mapping);
    for (MapDefinition map : mapping.maps().values()) {
      for (RuleDefinition rule : map.rules().values()) {
        if (!rule.disabled()) {
          WrittenCodes.of(map, rule, mapping.tables(), path -> check.binding(path).isPresent())
              .forEach(check::written);
        }
      }
    }
    new TreeMap<>(OF_CONVERTERS).forEach(check::ofConverters);
    check.events(plan);
    Set<String> held = new TreeSet<>();
    check.bindings.values().forEach(found -> found.ifPresent(one -> held.add(one.path())));
    return held;
  }

  private void ofConverters(String name, String path) {
    CodeTableDefinition table = mapping.tables().get(name);
    if (table != null) {
      WrittenCodes.rows(table)
          .forEach(
              row ->
                  written(
                      new WrittenCodes.Written(
                          path,
                          row.getKey(),
                          row.getValue().system(),
                          row.getValue().code(),
                          List.of(row.getValue().place()))));
    }
  }

  /** {@code says: status}: whatever an event of a message with this map says under that name. */
  private void events(Plan plan) {
    new TreeMap<>(plan.messages())
        .forEach(
            (type, message) ->
                events(message)
                    .forEach(
                        event ->
                            message.maps().stream()
                                .filter(map -> event.roles().contains(map.role()))
                                .forEach(map -> event(type, event, map))));
  }

  private static Stream<MessagePlan.EventPlan> events(MessagePlan message) {
    return Stream.concat(
        Stream.ofNullable(message.event()), new TreeMap<>(message.controls()).values().stream());
  }

  /** The rules of a map that write what an event says. */
  private List<RuleDefinition> saying(String name) {
    MapDefinition map = mapping.maps().get(name);
    return map == null
        ? List.of()
        : map.rules().values().stream()
            .filter(rule -> rule.find("says").isPresent() && !rule.disabled())
            .toList();
  }

  private void event(String type, MessagePlan.EventPlan event, MapPlan plan) {
    for (RuleDefinition rule : saying.computeIfAbsent(plan.name(), this::saying)) {
      Property says = rule.find("says").orElseThrow();
      List<Place> places = new ArrayList<>(List.of(says.place()));
      rule.find("to").map(Property::place).ifPresent(places::add);
      String path =
          WrittenCodes.target(
              plan.type(), rule.text("to").orElse(""), MapCompiler.settings(rule.find("with")));
      for (SortedMap<String, String> values : List.of(event.values(), event.base())) {
        String code = values.get(says.text());
        if (code != null) {
          String origin = "the event \"" + event.name() + "\" of " + type;
          written(new WrittenCodes.Written(path, origin, "", code, places));
        }
      }
    }
  }

  private Optional<RequiredBinding> binding(String path) {
    return bindings.computeIfAbsent(path, ResourceChecker.ofR4()::requiredBinding);
  }

  private void written(WrittenCodes.Written written) {
    RequiredBinding binding = binding(written.path()).orElse(null);
    if (binding == null) {
      return;
    }
    String code = written.code();
    if (code == null) {
      throw Mistakes.at(
          written.place(),
          "\""
              + written.origin()
              + "\" writes what a message says into "
              + binding.path()
              + ", where FHIR requires a code of "
              + binding.valueSet()
              + "; use a table"
              + allowed("", binding));
    }
    if (!binding.allows(written.system(), code)) {
      String said = written.system().isEmpty() ? code : written.system() + "|" + code;
      boolean bare = binding.isCoded() && written.system().isEmpty();
      throw Mistakes.at(
          written.place(),
          written.origin()
              + " says \""
              + said
              + "\""
              + (bare ? " without a system" : "")
              + ", which is not in "
              + binding.valueSet()
              + ", the codes that FHIR requires in "
              + binding.path()
              + allowed(binding.written(written.system(), code), binding));
    }
  }

  private static String allowed(String given, RequiredBinding binding) {
    List<String> codes =
        given.isEmpty() ? binding.codes() : NearestName.nearestFirst(given, binding.codes());
    String more = codes.size() > SHOWN ? " and " + (codes.size() - SHOWN) + " more" : "";
    return "; allowed: "
        + String.join(", ", codes.subList(0, Math.min(SHOWN, codes.size())))
        + more;
  }
}
