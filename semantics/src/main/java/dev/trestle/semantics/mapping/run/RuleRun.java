package dev.trestle.semantics.mapping.run;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.site.SnapshotPolicy;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.semantics.hl7v2.Presence;
import dev.trestle.semantics.hl7v2.Segment;
import dev.trestle.semantics.mapping.convert.Components;
import dev.trestle.semantics.mapping.convert.Converters;
import dev.trestle.semantics.mapping.convert.Draft;
import dev.trestle.semantics.mapping.convert.Parameters;
import dev.trestle.semantics.mapping.convert.Taken;
import dev.trestle.semantics.mapping.plan.FieldPath;
import dev.trestle.semantics.mapping.plan.MessagePlan;
import dev.trestle.semantics.mapping.plan.RulePlan;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs one rule on the segments at hand; each slot goes to a consumer. */
final class RuleRun {
  private final Draft draft;
  private final Setting setting;
  private MessagePlan.@Nullable EventPlan event;
  private int emitted;

  RuleRun(Draft draft, Setting setting) {
    this.draft = draft;
    this.setting = setting;
  }

  /** From here on this is what happened to the resource, or null for no event. */
  void event(MessagePlan.@Nullable EventPlan happened) {
    this.event = happened;
  }

  /** How many slots there were so far. */
  int emitted() {
    return emitted;
  }

  /** Why a rule that said nothing did not. */
  RuleWitness.Outcome silence(RulePlan rule) {
    if (rule.event() && event == null) {
      return RuleWitness.Outcome.NO_EVENT;
    }
    if (rule.when() != null && !rule.when().holds(setting, null)) {
      return RuleWitness.Outcome.CONDITION;
    }
    RulePlan.Action action = rule.action();
    if (action instanceof RulePlan.Take take) {
      return silence(List.of(take));
    }
    if (action instanceof RulePlan.Choose choose) {
      return silence(choose.takes());
    }
    if (action instanceof RulePlan.Reference) {
      return RuleWitness.Outcome.NO_TARGET;
    }
    return action instanceof RulePlan.EventValue
        ? RuleWitness.Outcome.NO_EVENT
        : RuleWitness.Outcome.NOTHING;
  }

  private RuleWitness.Outcome silence(List<RulePlan.Take> takes) {
    return takes.stream().anyMatch(take -> setting.valued(take.path(), null))
        ? RuleWitness.Outcome.NOTHING
        : RuleWitness.Outcome.NOT_VALUED;
  }

  /**
   * @param mayDelete whether {@code ""} may delete here: an authoritative statement of a source
   *     that deletes
   */
  void run(RulePlan rule, boolean mayDelete, Consumer<Slot> slots) {
    if ((rule.event() && event == null)
        || (rule.when() != null && !rule.when().holds(setting, null))) {
      return;
    }
    draft.begin(rule.ordinal());
    RulePlan.Action action = rule.action();
    if (action instanceof RulePlan.Take take) {
      take(rule, take, mayDelete, slots);
    } else if (action instanceof RulePlan.Choose choose) {
      choose(rule, choose, mayDelete, slots);
    } else if (action instanceof RulePlan.Constant constant) {
      say(rule, constant.slot(), slots);
    } else {
      JsonNode value = said(action);
      boolean clears = action instanceof RulePlan.Clear && mayDelete && rule.deletes();
      if (value != null || clears || cancels(rule)) {
        emit(rule, rule.path(), value, slots);
      }
    }
  }

  private boolean cancels(RulePlan rule) {
    return rule.event() && event != null && event.cancels();
  }

  /** What the rule says whatever the message; made when the mapping was compiled. */
  private void say(RulePlan rule, Slot said, Consumer<Slot> slots) {
    use(rule);
    Slot.Event of = event(rule);
    String path = path(rule, rule.path());
    boolean same = of == null && path.equals(said.path());
    JsonNode value = cancels(rule) ? null : said.value();
    slots.accept(same ? said : new Slot(path, value, of, said.origins()));
    draft.commit();
    emitted++;
  }

  private @Nullable JsonNode said(RulePlan.Action action) {
    if (action instanceof RulePlan.Reference reference) {
      int key = draft.resources().current(reference.role());
      return key < 0 ? null : reference(key, reference.parameters());
    }
    if (action instanceof RulePlan.EventValue value && event != null) {
      String text = event.values().get(value.name());
      return text == null ? null : draft.constant(text);
    }
    return null;
  }

  private JsonNode reference(int key, Parameters parameters) {
    String in = parameters.get("in");
    if (in.isEmpty()) {
      return draft.reference(key);
    }
    ObjectNode around = draft.object();
    parameters
        .with()
        .forEach(
            (name, text) -> {
              if (!name.equals("in")) {
                draft.constant(around, name, text);
              }
            });
    around.set(in, draft.reference(key));
    return around;
  }

  private void choose(
      RulePlan rule, RulePlan.Choose choose, boolean mayDelete, Consumer<Slot> slots) {
    for (RulePlan.Take take : choose.takes()) {
      if (take(rule, take, mayDelete, slots)) {
        return;
      }
    }
  }

  /** Says whether the field said something. */
  private boolean take(RulePlan rule, RulePlan.Take take, boolean mayDelete, Consumer<Slot> slots) {
    if (cancels(rule)) {
      emit(rule, rule.path(), null, slots);
      return true;
    }
    Segment segment = setting.segment(take.path().segment());
    if (segment == null) {
      return false;
    }
    int field = take.path().field();
    int component = take.path().component();
    Presence presence = segment.presence(field, component == 0 ? 0 : 1, component, 0);
    SnapshotPolicy policy =
        take.each() ? draft.feed().source().snapshotOf(take.path().fieldName()) : null;
    if (presence == Presence.NULL) {
      return nothing(rule, segment, field, component, mayDelete, slots);
    }
    if (policy == SnapshotPolicy.IGNORE) {
      return false;
    }
    if (presence == Presence.ABSENT) {
      if (policy == SnapshotPolicy.SNAPSHOT && mayDelete && rule.deletes()) {
        emit(rule, rule.path(), null, slots);
      }
      return false;
    }
    return take.each()
        ? each(rule, take, segment, policy, slots)
        : first(rule, take, segment, slots);
  }

  /** {@code ""}: the element is deleted, if this source may (DESIGN §4). */
  private boolean nothing(
      RulePlan rule,
      Segment segment,
      int field,
      int component,
      boolean mayDelete,
      Consumer<Slot> slots) {
    if (mayDelete && rule.deletes()) {
      draft.use(segment, field, 1, component);
      emit(rule, rule.path(), null, slots);
      return true;
    }
    draft.warn(
        ProblemCode.NULL_NOT_APPLIED,
        segment.location(field, 1, component, 0),
        "A deletion of this element is not carried out from here.");
    return false;
  }

  private boolean first(RulePlan rule, RulePlan.Take take, Segment segment, Consumer<Slot> slots) {
    Taken taken =
        new Taken(segment, take.path().field(), 1, take.path().component(), take.parameters());
    int mark = draft.mark();
    JsonNode value = convert(take, taken);
    if (value == null) {
      draft.take(mark);
      return false;
    }
    emit(rule, path(rule, take, taken), value, slots);
    return true;
  }

  private boolean each(
      RulePlan rule,
      RulePlan.Take take,
      Segment segment,
      @Nullable SnapshotPolicy policy,
      Consumer<Slot> slots) {
    int field = take.path().field();
    ArrayNode together = draft.array();
    boolean said = false;
    for (int i = 1; i <= segment.repetitions(field); i++) {
      Taken taken = new Taken(segment, field, i, take.path().component(), take.parameters());
      Presence presence = taken.presence();
      if (presence == Presence.NULL) {
        draft.warn(
            ProblemCode.NULL_NOT_APPLIED,
            taken.location(),
            "A deletion inside a list names nothing; this repetition says nothing.");
      }
      boolean wanted = rule.where() == null || rule.where().holds(setting, taken);
      if (presence != Presence.VALUED || !wanted) {
        continue;
      }
      int mark = draft.mark();
      JsonNode value = convert(take, taken);
      if (value == null) {
        draft.take(mark);
        continue;
      }
      said = true;
      String own = ownDiscriminator(take, taken, policy);
      if (own != null || !rule.list()) {
        emit(rule, own == null ? rule.path() : named(rule, own), value, slots);
        if (own == null) {
          return true;
        }
      } else if (value.isArray()) {
        value.forEach(together::add);
      } else {
        together.add(value);
      }
    }
    if (!together.isEmpty()) {
      emit(rule, rule.path(), together, slots);
    }
    return said;
  }

  private String path(RulePlan rule, RulePlan.Take take, Taken taken) {
    String own = Converters.discriminator(take.converter(), taken, draft.feed());
    return own == null ? rule.path() : named(rule, own);
  }

  private static String named(RulePlan rule, String discriminator) {
    return rule.list() ? rule.element() + "[" + discriminator + "]" : rule.element();
  }

  /** Of a list that only grows, each item stands for itself. */
  private @Nullable String ownDiscriminator(
      RulePlan.Take take, Taken taken, @Nullable SnapshotPolicy policy) {
    String own = Converters.discriminator(take.converter(), taken, draft.feed());
    if (own == null && policy == SnapshotPolicy.ADD_ONLY) {
      return take.path().fieldName() + "|" + taken.text(0);
    }
    return own;
  }

  private @Nullable JsonNode convert(RulePlan.Take take, Taken taken) {
    return wrapped(
        take.parameters().get("extension"),
        take.parameters().get("choice"),
        () -> take.converter().convert(taken, draft));
  }

  /** What makes a value. */
  private interface Making {
    @Nullable JsonNode make();
  }

  /** Puts the value into an extension, or under the name that a choice element has with it. */
  private @Nullable JsonNode wrapped(String extension, String choice, Making making) {
    if (extension.isEmpty() && choice.isEmpty()) {
      return making.make();
    }
    ObjectNode around = draft.object();
    if (!extension.isEmpty()) {
      draft.constant(around, "url", extension);
    }
    JsonNode value = making.make();
    // A choice holds one value; a field that says two stays as it was sent.
    JsonNode one = value != null && value.isArray() && value.size() == 1 ? value.get(0) : value;
    if (one == null || one.isArray()) {
      return null;
    }
    around.set(choice, one);
    return around;
  }

  private void emit(RulePlan rule, String path, @Nullable JsonNode value, Consumer<Slot> slots) {
    JsonNode shown =
        value != null && rule.list() && !value.isArray() ? draft.array().add(value) : value;
    use(rule);
    slots.accept(
        new Slot(path(rule, path), cancels(rule) ? null : shown, event(rule), draft.take(0)));
    draft.commit();
    emitted++;
  }

  private Slot.@Nullable Event event(RulePlan rule) {
    return rule.event() && event != null ? new Slot.Event(event.name(), event.cancels()) : null;
  }

  private void use(RulePlan rule) {
    for (FieldPath used : rule.uses()) {
      Segment segment = setting.segment(used.segment());
      if (segment != null) {
        draft.use(segment, used.field(), 0, used.component());
      }
    }
  }

  /** A concept of which more can be told stands under its code, and what is told of it, too. */
  private String path(RulePlan rule, String path) {
    FieldPath of = rule.of();
    if (of == null || rule.list()) {
      return path;
    }
    Segment segment = setting.segment(of.segment());
    String code = segment == null ? "" : Components.code(segment, of.field(), of.component());
    String whole = rule.whole();
    return whole + "[" + code + "]" + rule.element().substring(whole.length());
  }
}
