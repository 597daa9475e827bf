package dev.trestle.semantics.mapping.run;

import dev.trestle.kernel.statement.Origin;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.semantics.mapping.convert.Resources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The resources that a message names and what it says about each, in order of first mention. */
final class Statements implements Resources {
  private final List<ResourceKey> keys = new ArrayList<>();
  private final Map<ResourceKey, Integer> indexes = new HashMap<>();
  private final List<Said> said = new ArrayList<>();
  private final Map<Place, Said> places = new HashMap<>();
  private final Map<String, Integer> roles = new HashMap<>();
  private long timeMicros;

  /** Most slots come one after the other. */
  private @Nullable Said last;

  /** Looked up for every slot: a report of a thousand results names its laboratory in each. */
  private record Place(int key, int level, long timeMicros) {}

  /** What is said about one resource with one level. */
  private record Said(
      int key, int level, long timeMicros, SortedSet<String> security, Map<String, Slot> slots) {
    boolean isAt(int otherKey, int otherLevel, long otherMicros) {
      return key == otherKey && level == otherLevel && timeMicros == otherMicros;
    }

    @Override
    public String toString() {
      return "Said[" + slots.size() + " slots]";
    }
  }

  /** From here on statements have this time. */
  void time(long micros) {
    this.timeMicros = micros;
  }

  long time() {
    return timeMicros;
  }

  @Override
  public int name(ResourceKey key) {
    Integer known = indexes.get(key);
    if (known != null) {
      return known;
    }
    keys.add(key);
    indexes.put(key, keys.size() - 1);
    return keys.size() - 1;
  }

  @Override
  public void sayShared(int key, Slot slot) {
    say(key, Statement.FILL_ONLY, slot);
  }

  @Override
  public int current(String role) {
    return roles.getOrDefault(role, -1);
  }

  /** From here on the role is this resource; -1 for none. */
  void role(String role, int key) {
    roles.put(role, key);
  }

  /** From here on no role is a resource, but for one. */
  void forgetRoles(String except) {
    roles.keySet().retainAll(Set.of(except));
  }

  ResourceKey key(int index) {
    return keys.get(index);
  }

  /** What is said of a resource under a path, or null. */
  @Nullable Slot find(int key, String path) {
    for (Said each : said) {
      Slot slot = each.key() == key ? each.slots().get(path) : null;
      if (slot != null) {
        return slot;
      }
    }
    return null;
  }

  /** Whether nothing else that the message says of the element takes the place of this. */
  boolean stands(int key, int level, Slot slot) {
    for (Said each : said) {
      if (each.key() == key && each.level() >= level) {
        for (Slot other : each.slots().values()) {
          boolean another = each.level() > level || !Objects.equals(other.value(), slot.value());
          if (another && other.element().equals(slot.element())) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** Of two slots of one path in a message, the first stands. */
  void say(int key, int level, Slot slot) {
    said(key, level).slots().putIfAbsent(pathAndEvent(slot), slot);
  }

  /** Of two slots of one path in a message, the list of the second is put after the first's. */
  void gather(int key, int level, Slot slot) {
    said(key, level).slots().merge(pathAndEvent(slot), slot, Statements::joined);
  }

  private static Slot joined(Slot first, Slot more) {
    if (!(first.value() instanceof ArrayNode known) || !(more.value() instanceof ArrayNode next)) {
      return first;
    }
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    all.addAll(known).addAll(next);
    List<Origin> origins = new ArrayList<>(first.origins());
    origins.addAll(more.origins());
    return new Slot(first.path(), all, first.event(), origins);
  }

  /** Names the resource in a statement, also when nothing is said about it. */
  void mention(int key, int level) {
    said(key, level);
  }

  void label(int key, int level, String label) {
    said(key, level).security().add(label);
  }

  /**
   * Adds labels to every statement whose resource has the patient as subject, or is the patient.
   */
  void labelPatients(List<String> labels) {
    for (Said each : said) {
      ResourceKey key = keys.get(each.key());
      if (key.patient() != null || key.type().equals("Patient")) {
        each.security().addAll(labels);
      }
    }
  }

  /** Adds a label to every statement about a patient and what is of that patient. */
  void labelPatient(ResourceKey patient, String label) {
    for (Said each : said) {
      ResourceKey key = keys.get(each.key());
      if (key.equals(patient) || patient.equals(key.patient())) {
        each.security().add(label);
      }
    }
  }

  private static String pathAndEvent(Slot slot) {
    return slot.event() == null ? slot.path() : slot.path() + " @" + slot.event().name();
  }

  private Said said(int key, int level) {
    Said known = last;
    if (known == null || !known.isAt(key, level, timeMicros)) {
      known = places.computeIfAbsent(new Place(key, level, timeMicros), this::begun);
      last = known;
    }
    return known;
  }

  private Said begun(Place place) {
    Said fresh =
        new Said(
            place.key(), place.level(), place.timeMicros(), new TreeSet<>(), new LinkedHashMap<>());
    said.add(fresh);
    return fresh;
  }

  boolean isEmpty() {
    return said.isEmpty();
  }

  List<ResourceKey> keys() {
    return keys;
  }

  List<Statement> all() {
    List<Statement> statements = new ArrayList<>(said.size());
    for (Said each : said) {
      statements.add(
          new Statement(
              each.key(),
              each.level(),
              each.timeMicros(),
              List.copyOf(each.security()),
              List.copyOf(each.slots().values())));
    }
    return statements;
  }
}
