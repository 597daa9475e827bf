package dev.trestle.app.console.patient;

import dev.trestle.app.http.IdentityParts;
import dev.trestle.identity.link.Link;
import dev.trestle.identity.match.Assessment;
import dev.trestle.identity.review.Decisions.Evidence;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A link as the page shows it.
 *
 * @param survivor id of the one Patient, empty when it is not resolved yet
 * @param retired id of the other one
 * @param evidence what was compared; empty when nothing was
 */
record LinkLine(Link link, String survivor, String retired, Optional<Evidence> evidence) {
  /** The links that stand with at least one of these records, newest first. */
  static List<LinkLine> of(IdentityParts identity, Set<Long> rids) {
    if (rids.isEmpty()) {
      return List.of();
    }
    List<Link> links = identity.links().linksOf(rids);
    Set<Long> named = new HashSet<>();
    links.forEach(link -> named.addAll(List.of(link.survivorRid(), link.retiredRid())));
    Map<Long, UUID> ids = identity.persons().ids(named);
    Map<Long, Evidence> evidence =
        identity.decisions().evidence(links.stream().map(Link::id).collect(Collectors.toSet()));
    return links.stream()
        .map(
            link ->
                new LinkLine(
                    link,
                    id(ids, link.survivorRid()),
                    id(ids, link.retiredRid()),
                    Optional.ofNullable(evidence.get(link.id()))))
        .toList();
  }

  private static String id(Map<Long, UUID> ids, long rid) {
    UUID id = ids.get(rid);
    return id == null ? "" : id.toString();
  }

  /** What speaks for one person, the strongest first. */
  public List<Assessment.Line> agreed() {
    return lines(1);
  }

  /** What speaks against it, the strongest first. */
  public List<Assessment.Line> disagreed() {
    return lines(-1);
  }

  private List<Assessment.Line> lines(int sign) {
    return evidence.stream()
        .flatMap(one -> one.assessment().lines().stream())
        .filter(line -> line.bits() * sign > 0)
        .sorted((one, other) -> Double.compare(Math.abs(other.bits()), Math.abs(one.bits())))
        .toList();
  }

  /** Why there is no evidence. */
  public String without() {
    return switch (link.kind()) {
      case MERGED -> "The source says so; nothing was compared.";
      case TOGETHER -> "Decided without a review; nothing was compared.";
      case SHARED_IDENTIFIER, APART, GROUND_GONE, LATER -> "What was compared was not kept.";
    };
  }
}
