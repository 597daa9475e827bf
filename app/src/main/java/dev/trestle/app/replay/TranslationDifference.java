package dev.trestle.app.replay;

import dev.trestle.app.difference.ElementDifference;
import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.statement.Accounting;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.semantics.mapping.BundleRenderer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What two translations of one message say otherwise (ADR 53): everything that could change the
 * record. That is more than the elements shown: what is deleted, with how much authority and of
 * what time it is said, which lists are complete, who is merged, what was noticed, and where the
 * leaves went. Pure.
 */
final class TranslationDifference {
  private final Pairs pairs;
  private final Side before;
  private final Side after;
  private final List<Change> changes = new ArrayList<>();

  private TranslationDifference(
      Translation before, Translation after, Function<ResourceKey, String> ids) {
    this.pairs = Pairs.of(before.keys(), after.keys(), ids);
    this.before = new Side(before, pairs::before);
    this.after = new Side(after, pairs::after);
  }

  /**
   * Compares.
   *
   * @param ids gives a key its logical id, the same for the same key
   */
  static List<Change> of(Translation before, Translation after, Function<ResourceKey, String> ids) {
    TranslationDifference difference = new TranslationDifference(before, after, ids);
    difference.compare();
    return List.copyOf(difference.changes);
  }

  private void compare() {
    add("outcome", outcome(before.translation), outcome(after.translation));
    pairs.all().forEach(this::resource);
    texts(before.lists(pairs), after.lists(pairs));
    texts(findings(before.translation), findings(after.translation));
    add("accounting", leaves(before.translation), leaves(after.translation));
  }

  static String outcome(Translation translation) {
    return translation.result().name().toLowerCase(Locale.ROOT);
  }

  private void resource(String pair) {
    ObjectNode old = before.resources.get(pair);
    ObjectNode now = after.resources.get(pair);
    String name = pairs.shown(pair);
    if (old != null && now != null) {
      add(name + ".id", pairs.idBefore(pair), pairs.idAfter(pair));
      String type = pair.substring(0, pair.indexOf('/'));
      for (ElementDifference.Change one : ElementDifference.of(type, old, now)) {
        changes.add(
            new Change(name + one.path().substring(type.length()), one.before(), one.after()));
      }
    } else if (old != null || now != null) {
      // Not only its elements: that the message speaks of it at all is what differs.
      add(name, size(old), size(now));
    }
    if (old != null && now != null) {
      add(name + " (deletes)", before.deletes(pair), after.deletes(pair));
      add(name + " (events)", before.events(pair), after.events(pair));
      add(name + " (authority and time)", before.ranks(pair), after.ranks(pair));
    }
  }

  private static String size(@Nullable JsonNode resource) {
    if (resource == null) {
      return "";
    }
    int elements = resource.size() - 2; // without resourceType and id
    return "a resource with " + elements + (elements == 1 ? " element" : " elements");
  }

  private void texts(Map<String, String> old, Map<String, String> now) {
    Set<String> places = new TreeSet<>(old.keySet());
    places.addAll(now.keySet());
    places.forEach(place -> add(place, old.getOrDefault(place, ""), now.getOrDefault(place, "")));
  }

  private void add(String where, String old, String now) {
    if (!old.equals(now)) {
      changes.add(new Change(where, old, now));
    }
  }

  /** By code and place: a finding may come several times at one place. */
  private static Map<String, String> findings(Translation translation) {
    Map<String, String> found = new TreeMap<>();
    for (Finding finding : translation.findings()) {
      String place = finding.location().isEmpty() ? "" : " at " + finding.location();
      found.merge(
          "finding " + finding.code().id() + place,
          finding.severity().code(),
          (one, more) -> one + ", " + more);
    }
    return found;
  }

  private static String leaves(Translation translation) {
    Accounting leaves = translation.accounting();
    return leaves.mapped()
        + " mapped, "
        + leaves.kept()
        + " kept, "
        + leaves.dropped()
        + " dropped, "
        + leaves.reported()
        + " reported";
  }

  /** One translation with its resources by pair. */
  private static final class Side {
    private final Translation translation;
    private final Function<ResourceKey, String> numbers;
    private final Map<String, ObjectNode> resources = new LinkedHashMap<>();

    Side(Translation translation, Function<ResourceKey, String> numbers) {
      this.translation = translation;
      this.numbers = numbers;
      for (JsonNode entry : BundleRenderer.bundle(translation, numbers).path("entry")) {
        if (entry.path("resource") instanceof ObjectNode resource) {
          String type = resource.path("resourceType").asString();
          resources.put(type + "/" + resource.path("id").asString(), resource);
        }
      }
    }

    private String pair(int key) {
      ResourceKey found = translation.keys().get(key);
      return found.type() + "/" + numbers.apply(found);
    }

    private List<Statement> about(String pair) {
      return translation.statements().stream()
          .filter(statement -> pair(statement.key()).equals(pair))
          .toList();
    }

    /** Elements that are taken away; a Bundle does not show them. */
    String deletes(String pair) {
      Set<String> elements = new TreeSet<>();
      for (Statement statement : about(pair)) {
        for (Slot slot : statement.slots()) {
          if (slot.value() == null && slot.event() == null) {
            elements.add(slot.element());
          }
        }
      }
      return String.join(", ", elements);
    }

    /** What is part of a history; a cancel shows nothing in the Bundle of its message alone. */
    String events(String pair) {
      Set<String> events = new TreeSet<>();
      for (Statement statement : about(pair)) {
        for (Slot slot : statement.slots()) {
          Slot.Event event = slot.event();
          if (event != null) {
            events.add(slot.element() + (event.cancels() ? " takes back " : " by ") + event.name());
          }
        }
      }
      return String.join(", ", events);
    }

    String ranks(String pair) {
      Set<String> ranks = new TreeSet<>();
      for (Statement statement : about(pair)) {
        Instant time = Instant.EPOCH.plus(statement.timeMicros(), ChronoUnit.MICROS);
        ranks.add("level " + statement.level() + ", " + time);
      }
      return String.join("; ", ranks);
    }

    /** Lists that are complete, and merges. */
    Map<String, String> lists(Pairs pairs) {
      Map<String, String> found = new TreeMap<>();
      translation
          .snapshots()
          .forEach(
              list ->
                  found.merge(
                      "complete list of " + list.type() + " of " + pairs.shown(pair(list.owner())),
                      list.members().size() + " in it",
                      (one, more) -> one + ", " + more));
      translation
          .merges()
          .forEach(
              merge ->
                  found.merge(
                      "merge",
                      pairs.shown(pair(merge.retired()))
                          + switch (merge.word()) {
                            case MERGED -> " into ";
                            case LINKED -> " is ";
                            case UNLINKED -> " is no more ";
                          }
                          + pairs.shown(pair(merge.survivor())),
                      (one, more) -> one + ", " + more));
      translation
          .moves()
          .forEach(
              move ->
                  found.merge(
                      "move of another patient's " + move.former().type(),
                      pairs.shown(pair(move.key())),
                      (one, more) -> one + ", " + more));
      return found;
    }
  }
}
