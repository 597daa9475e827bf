package dev.trestle.semantics.mapping.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What tests that hold together say of each place of a message. */
final class ConditionFacts {
  private final Map<String, Text> texts = new HashMap<>();
  private final Map<String, FieldPath> places = new HashMap<>();
  private final Set<FieldPath> valued = new HashSet<>();
  private final Set<FieldPath> empty = new HashSet<>();

  /** What is known of a text. */
  static final class Text {
    private @Nullable Set<String> allowed;
    private final Set<String> excluded = new HashSet<>();
    private final Set<Integer> otherLengths = new HashSet<>();
    private int least;
    private int most = Integer.MAX_VALUE;

    void in(Set<String> values, boolean holds) {
      if (!holds) {
        excluded.addAll(values);
      } else if (allowed == null) {
        allowed = new HashSet<>(values);
      } else {
        allowed.retainAll(values);
      }
    }

    void length(char comparison, int length, boolean holds) {
      switch (comparison) {
        case '>' -> bound(holds ? length + 1 : 0, holds ? Integer.MAX_VALUE : length);
        case '<' -> bound(holds ? 0 : length, holds ? length - 1 : Integer.MAX_VALUE);
        default -> {
          if (holds) {
            bound(length, length);
          } else {
            otherLengths.add(length);
          }
        }
      }
    }

    private void bound(int atLeast, int atMost) {
      least = Math.max(least, atLeast);
      most = Math.min(most, atMost);
    }

    /** Takes over what is known of a text that is the same. */
    private void learn(Text other) {
      if (other.allowed != null) {
        in(other.allowed, true);
      }
      excluded.addAll(other.excluded);
      otherLengths.addAll(other.otherLengths);
      bound(other.least, other.most);
    }

    private boolean possible() {
      if (allowed == null && most == 0) {
        allowed = Set.of("");
      }
      if (allowed == null) {
        return least <= most && !(least == most && otherLengths.contains(least));
      }
      return allowed.stream()
          .anyMatch(
              text ->
                  !excluded.contains(text)
                      && text.length() >= least
                      && text.length() <= most
                      && !otherLengths.contains(text.length()));
    }

    /** The one text that it can be, or null. */
    private @Nullable String only() {
      return allowed != null && allowed.size() == 1 ? allowed.iterator().next() : null;
    }
  }

  /** A word that is no place: {@code trigger}. */
  Text text(String name) {
    return texts.computeIfAbsent(name, missing -> new Text());
  }

  Text text(FieldPath path) {
    String name = path.toString();
    places.put(name, path);
    return text(name);
  }

  void valued(FieldPath path, boolean holds) {
    (holds ? valued : empty).add(path);
  }

  boolean possible(Set<Condition.Same> same, Set<Condition.Same> different) {
    if (valued.stream().anyMatch(this::isEmpty)) {
      return false;
    }
    for (Condition.Same pair : same) {
      text(pair.left());
      text(pair.right());
    }
    places.forEach(
        (name, path) -> {
          if (isEmpty(path)) {
            text(name).in(Set.of(""), true);
          }
        });
    // As often as there are pairs, so that what is known reaches the end of a chain.
    for (int i = 0; i < same.size(); i++) {
      for (Condition.Same pair : same) {
        text(pair.left()).learn(text(pair.right()));
        text(pair.right()).learn(text(pair.left()));
      }
    }
    return texts.values().stream().allMatch(Text::possible)
        && different.stream().noneMatch(pair -> areSame(pair, same));
  }

  /** Nothing has a text where nothing is valued. */
  private boolean isEmpty(FieldPath path) {
    FieldPath field = new FieldPath(path.segment(), path.field(), 0, 0);
    FieldPath component = new FieldPath(path.segment(), path.field(), path.component(), 0);
    boolean relative = path.field() == 0;
    return empty.contains(path)
        || (!relative && empty.contains(field))
        || empty.contains(component);
  }

  private static Set<FieldPath> places(Condition.Same pair) {
    return new HashSet<>(List.of(pair.left(), pair.right()));
  }

  private boolean areSame(Condition.Same pair, Set<Condition.Same> same) {
    String left = text(pair.left()).only();
    return pair.left().equals(pair.right())
        || same.stream().anyMatch(one -> places(one).equals(places(pair)))
        || (left != null && left.equals(text(pair.right()).only()));
  }
}
