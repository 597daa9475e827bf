package dev.trestle.app.console.record;

import dev.trestle.app.difference.ElementDifference;
import dev.trestle.app.difference.ElementDifference.Change;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What one version of a resource says otherwise than the one before, element by element. Number and
 * time of the version are none.
 */
final class VersionDifference {
  private static final Set<String> OF_EVERY_VERSION = Set.of("meta.versionId", "meta.lastUpdated");

  private VersionDifference() {}

  static List<Change> of(String type, JsonNode before, JsonNode after) {
    return ElementDifference.of(type, before, after).stream()
        .filter(change -> !OF_EVERY_VERSION.contains(change.path().substring(type.length() + 1)))
        .toList();
  }
}
