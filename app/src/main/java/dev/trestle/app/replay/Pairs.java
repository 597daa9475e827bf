package dev.trestle.app.replay;

import dev.trestle.kernel.statement.ResourceKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The resources of two translations of one message, as pairs. First those of one id are paired,
 * then those left over of one type in their order: so a change of identifiers shows as changed ids,
 * and not as everything gone and everything new. A pair has one number on both sides, which stands
 * for the id: references are compared by whom they mean.
 */
final class Pairs {
  private final Map<ResourceKey, String> before = new HashMap<>();
  private final Map<ResourceKey, String> after = new HashMap<>();
  private final Map<String, Pair> pairs = new LinkedHashMap<>();
  private final Map<String, Integer> ofType = new HashMap<>();

  /** Ids of the two sides; empty where there is none. */
  private record Pair(String before, String after) {}

  static Pairs of(
      List<ResourceKey> before, List<ResourceKey> after, Function<ResourceKey, String> ids) {
    Pairs pairs = new Pairs();
    List<ResourceKey> left = new ArrayList<>();
    Map<String, ResourceKey> byId = new LinkedHashMap<>();
    after.forEach(key -> byId.putIfAbsent(key.type() + "/" + ids.apply(key), key));
    for (ResourceKey key : before) {
      ResourceKey other = byId.remove(key.type() + "/" + ids.apply(key));
      if (other == null) {
        left.add(key);
      } else {
        pairs.add(key, other, ids);
      }
    }
    List<ResourceKey> right = new ArrayList<>(byId.values());
    for (ResourceKey key : left) {
      ResourceKey other =
          right.stream().filter(each -> each.type().equals(key.type())).findFirst().orElse(null);
      right.remove(other);
      pairs.add(key, other, ids);
    }
    right.forEach(key -> pairs.add(null, key, ids));
    return pairs;
  }

  private void add(
      @Nullable ResourceKey old, @Nullable ResourceKey now, Function<ResourceKey, String> ids) {
    ResourceKey any = old != null ? old : now;
    if (any == null) {
      return;
    }
    int ordinal = ofType.merge(any.type(), 1, Integer::sum);
    String number = Integer.toString(ordinal);
    if (old != null) {
      before.put(old, number);
    }
    if (now != null) {
      after.put(now, number);
    }
    pairs.put(
        any.type() + "/" + number,
        new Pair(old == null ? "" : ids.apply(old), now == null ? "" : ids.apply(now)));
  }

  String before(ResourceKey key) {
    return before.getOrDefault(key, "");
  }

  String after(ResourceKey key) {
    return after.getOrDefault(key, "");
  }

  /** Every pair, written {@code Observation/2}. */
  List<String> all() {
    return List.copyOf(pairs.keySet());
  }

  /** The id of a pair on the side before; empty when it has none. */
  String idBefore(String pair) {
    Pair found = pairs.get(pair);
    return found == null ? "" : found.before();
  }

  String idAfter(String pair) {
    Pair found = pairs.get(pair);
    return found == null ? "" : found.after();
  }

  /** A pair as people read it: {@code Patient}, or {@code Observation#2} of several. */
  String shown(String pair) {
    int slash = pair.indexOf('/');
    String type = pair.substring(0, slash);
    return ofType.getOrDefault(type, 0) > 1 ? type + "#" + pair.substring(slash + 1) : type;
  }
}
