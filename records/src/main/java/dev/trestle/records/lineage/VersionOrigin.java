package dev.trestle.records.lineage;

import dev.trestle.records.read.Resource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One version of a resource and where its elements come from.
 *
 * @param resource the version
 * @param subject id of the Patient that its names are made with, if it has one
 * @param elements one for each leaf but {@code resourceType}, in the order of the JSON
 */
public record VersionOrigin(
    Resource resource, Optional<UUID> subject, List<ElementOrigin> elements) {
  public VersionOrigin {
    elements = List.copyOf(elements);
  }

  @Override
  public String toString() {
    return "VersionOrigin[" + resource + ", " + elements.size() + " elements]";
  }
}
