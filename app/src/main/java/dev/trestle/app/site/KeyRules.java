package dev.trestle.app.site;

import dev.trestle.kernel.site.Authority;
import dev.trestle.kernel.site.FeedState;
import dev.trestle.kernel.site.HealthSystem;
import dev.trestle.kernel.site.Listener;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.site.SourceName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * By which rules the ordering keys of a message are made (DESIGN §3 "Dispatch"). When they change,
 * entries with the old keys and with the new ones would not wait for each other: what has the old
 * ones is finished first. So it is when a feed enters or leaves its shadow: what was received
 * before must neither slip into the record nor out of it (ADR 31).
 */
public final class KeyRules {
  /** What of a source goes into keys; the character set because identifiers are read with it. */
  private record OfSource(
      List<String> patientAuthorities,
      @Nullable String defaultAuthority,
      @Nullable String charset) {
    static OfSource of(Source source) {
      return new OfSource(source.patientAuthorities(), source.defaultAuthority(), source.charset());
    }
  }

  /** What of a health system goes into keys. */
  private record OfSystem(Set<Authority> authorities, SortedMap<SourceName, OfSource> sources) {
    static OfSystem of(HealthSystem system) {
      SortedMap<SourceName, OfSource> sources = new TreeMap<>();
      system.sources().forEach(source -> sources.put(source.name(), OfSource.of(source)));
      return new OfSystem(Set.copyOf(system.authorities()), sources);
    }

    /** A source that is only new changes the keys of no other. */
    boolean sameFor(OfSystem other) {
      return authorities.equals(other.authorities)
          && other.sources.entrySet().containsAll(sources.entrySet());
    }
  }

  /** Who is taken for which source on a listener, and whose messages are not applied. */
  private record Routing(List<Object> senders, SourceName catchAll, List<SourceName> inShadow) {
    static Routing of(Site site, Listener listener) {
      List<Object> senders = new ArrayList<>();
      for (SourceName name : listener.sources()) {
        site.source(name).ifPresent(source -> senders.add(List.of(name, source.senders())));
      }
      List<SourceName> inShadow =
          namesOf(listener).stream()
              .filter(name -> site.feed(name).state() == FeedState.SHADOW)
              .toList();
      return new Routing(senders, listener.catchAll(), inShadow);
    }
  }

  private KeyRules() {}

  /**
   * Names of the listeners, of either site, whose messages would get other keys or another source,
   * or would be applied in the one and not in the other.
   */
  public static Set<String> concerned(Site before, Site after) {
    Set<String> systems = changedSystems(before, after);
    Set<String> listeners = new TreeSet<>();
    for (Site site : List.of(before, after)) {
      for (Listener listener : site.listeners()) {
        boolean moved =
            !Objects.equals(routing(before, listener), routing(after, listener))
                || namesOf(listener).stream().anyMatch(n -> systems.contains(n.healthSystem()));
        if (moved) {
          listeners.add(listener.name());
        }
      }
    }
    return listeners;
  }

  private static @Nullable Routing routing(Site site, Listener listener) {
    return site.listener(listener.name()).map(there -> Routing.of(site, there)).orElse(null);
  }

  private static Collection<SourceName> namesOf(Listener listener) {
    List<SourceName> names = new ArrayList<>(listener.sources());
    names.add(listener.catchAll());
    return names;
  }

  private static Set<String> changedSystems(Site before, Site after) {
    Map<String, OfSystem> was = systems(before);
    Map<String, OfSystem> is = systems(after);
    Set<String> changed = new HashSet<>();
    was.forEach(
        (id, rules) -> {
          OfSystem now = is.get(id);
          if (now == null || !rules.sameFor(now)) {
            changed.add(id);
          }
        });
    addSharing(changed, before, after);
    return changed;
  }

  private static Map<String, OfSystem> systems(Site site) {
    Map<String, OfSystem> systems = new HashMap<>();
    site.healthSystems().forEach(system -> systems.put(system.id(), OfSystem.of(system)));
    return systems;
  }

  /** Health systems that share an authority are one dispatch scope. */
  private static void addSharing(Set<String> changed, Site before, Site after) {
    List<HealthSystem> all = new ArrayList<>(before.healthSystems());
    all.addAll(after.healthSystems());
    Set<String> addresses = new HashSet<>();
    int known;
    do {
      known = changed.size();
      for (HealthSystem system : all) {
        if (changed.contains(system.id())) {
          addresses.addAll(shared(system));
        }
      }
      for (HealthSystem system : all) {
        if (shared(system).stream().anyMatch(addresses::contains)) {
          changed.add(system.id());
        }
      }
    } while (changed.size() > known);
  }

  private static List<String> shared(HealthSystem system) {
    return system.authorities().stream().filter(Authority::shared).map(Authority::system).toList();
  }
}
