package dev.trestle.semantics.validation.profile;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A compiled profile. Profiles may name each other in a circle, so it is made first and filled
 * afterwards; then it does not change.
 */
final class Profile {
  final String url;
  final String name;
  final String type;
  final ElementRule root;

  /** Profiles that it builds on and does not repeat. */
  final List<Profile> bases = new ArrayList<>(0);

  /** What it says and is not checked. */
  final Set<String> unchecked = new LinkedHashSet<>();

  /** Bindings that are told, since they bind less than a required one. */
  final Set<String> looseBindings = new LinkedHashSet<>();

  final String file;

  Profile(String url, String name, String type, String file) {
    this.url = url;
    this.name = name;
    this.type = type;
    this.file = file;
    this.root = new ElementRule(type, type, Map.of());
  }

  @Override
  public String toString() {
    return name;
  }
}
