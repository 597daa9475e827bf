package dev.trestle.app.console.patient;

import dev.trestle.app.console.evidence.EvidenceBars;
import dev.trestle.app.http.IdentityParts;
import dev.trestle.identity.link.Link;
import dev.trestle.identity.link.Nearest;
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
 * @param bars the same as a waterfall
 * @param nearest id of the Patient that came nearest and was not taken; empty when there was none
 */
record LinkLine(
    Link link,
    String survivor,
    String retired,
    Optional<Evidence> evidence,
    Optional<EvidenceBars> bars,
    String nearest) {
  /** The links that stand with at least one of these records, newest first. */
  static List<LinkLine> of(IdentityParts identity, Set<Long> rids) {
    if (rids.isEmpty()) {
      return List.of();
    }
    List<Link> links = identity.links().linksOf(rids);
    Set<Long> named = new HashSet<>();
    links.forEach(link -> named.addAll(List.of(link.survivorRid(), link.retiredRid())));
    Map<Long, Evidence> evidence =
        identity.decisions().evidence(links.stream().map(Link::id).collect(Collectors.toSet()));
    evidence.values().forEach(one -> one.nearest().map(Nearest::rid).ifPresent(named::add));
    Map<Long, UUID> ids = identity.persons().ids(named);
    return links.stream()
        .map(
            link -> {
              Optional<Evidence> seen = Optional.ofNullable(evidence.get(link.id()));
              return new LinkLine(
                  link,
                  id(ids, link.survivorRid()),
                  id(ids, link.retiredRid()),
                  seen,
                  seen.map(one -> EvidenceBars.of(identity.matching().waterfall(one.assessment()))),
                  seen.flatMap(Evidence::nearest).map(one -> id(ids, one.rid())).orElse(""));
            })
        .toList();
  }

  private static String id(Map<Long, UUID> ids, long rid) {
    UUID id = ids.get(rid);
    return id == null ? "" : id.toString();
  }

  /** Why there is no evidence. */
  public String without() {
    return switch (link.kind()) {
      case MERGED, LINKED, UNLINKED -> "The source says so; nothing was compared.";
      case TOGETHER -> "Nothing could be compared.";
      case SHARED_IDENTIFIER, PROBABLE, APART, GROUND_GONE, LATER ->
          "What was compared was not kept.";
    };
  }
}
