package dev.trestle.semantics.mapping.plan;

import dev.trestle.kernel.statement.Slot;
import dev.trestle.semantics.mapping.convert.Converter;
import dev.trestle.semantics.mapping.convert.Parameters;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A rule, compiled.
 *
 * @param ordinal its number in {@link Plan#ruleIds()}
 * @param action where the value comes from
 * @param when condition, or null
 * @param where condition on each repetition, or null
 * @param element target element, dotted
 * @param list whether the element repeats: values are arrays under a discriminator
 * @param path of its slots, where what it takes names no other: of a repeating element with the
 *     field's name as discriminator, unless the rule says another
 * @param deletes whether {@code ""} deletes the element
 * @param event whether the slot is part of a history of events; such a rule runs only when the
 *     message's type has an event
 * @param gather whether the segments of one kind add to one list, which is complete as a whole
 * @param uses further fields that went into the value, as the code that chose the rule
 * @param level another level than the map's, or null
 * @param assumed whether the value is assumed where a message does not give it
 * @param of where the concept stands that the value is, or of which it tells more, or null
 */
public record RulePlan(
    int ordinal,
    Action action,
    @Nullable Condition when,
    @Nullable Condition where,
    String element,
    boolean list,
    String path,
    boolean deletes,
    boolean event,
    boolean gather,
    List<FieldPath> uses,
    MapPlan.@Nullable Level level,
    boolean assumed,
    @Nullable FieldPath of) {
  public RulePlan {
    uses = List.copyOf(uses);
  }

  /** Whether it tells more of a concept: {@code medication[x]#form}. */
  public boolean isDetail() {
    return element.indexOf('#') >= 0;
  }

  /** The element without what is told of it. */
  public String whole() {
    return isDetail() ? element.substring(0, element.indexOf('#')) : element;
  }

  /** Where a value comes from. */
  public sealed interface Action {
    /** Whether both say the same of one message. */
    default boolean says(Action other) {
      return equals(other);
    }
  }

  /** The first repetition of a field, or all of them. */
  public record Take(FieldPath path, boolean each, Converter converter, Parameters parameters)
      implements Action {}

  /** The first of several takes that gives a value. */
  public record Choose(List<Take> takes) implements Action {
    public Choose {
      takes = List.copyOf(takes);
    }
  }

  /**
   * What the rule says whatever the message.
   *
   * @param slot as it is emitted with every message where the rule has neither events nor a concept
   *     that its path names; shared, and so never changed
   */
  public record Constant(Slot slot) implements Action {
    @Override
    public boolean says(Action other) {
      return other instanceof Constant constant
          && Objects.equals(slot.value(), constant.slot.value());
    }
  }

  /**
   * A reference to what has a role here: {@code patient}, {@code visit}, {@code order}, …. With the
   * setting {@code in} it stands in an object under that name, beside the other settings as texts.
   */
  public record Reference(String role, Parameters parameters) implements Action {}

  /** The element is taken away, where this source may delete. */
  public record Clear() implements Action {}

  /** The status, or what else the event table says of this message's event. */
  public record EventValue(String name) implements Action {}
}
