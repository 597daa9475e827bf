package dev.trestle.app.http;

import dev.trestle.identity.link.Link;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.records.read.Resource;
import java.security.Principal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which source records are one person, and the undoing of it. Ids only, no patient data. */
@RestController
@RequestMapping("/api/identity")
class IdentityController {
  private final HttpParts parts;

  IdentityController(HttpParts parts) {
    this.parts = parts;
  }

  /** A link by the ids of its two Patients. */
  record LinkAnswer(
      long id, Instant at, String survivor, String retired, String actor, String reason) {}

  @GetMapping("/links")
  List<LinkAnswer> links() {
    List<Link> links = parts.links().links();
    List<Long> rids =
        links.stream()
            .flatMap(link -> Stream.of(link.survivorRid(), link.retiredRid()))
            .distinct()
            .toList();
    Map<Long, String> ids = new HashMap<>();
    for (Resource patient : parts.reader().readAll(rids)) {
      ids.put(patient.rid(), patient.id());
    }
    return links.stream()
        .map(
            link ->
                new LinkAnswer(
                    link.id(),
                    link.at(),
                    "Patient/" + ids.getOrDefault(link.survivorRid(), ""),
                    "Patient/" + ids.getOrDefault(link.retiredRid(), ""),
                    link.actor(),
                    link.reason()))
        .toList();
  }

  /** Why a link is taken apart. */
  record UnlinkRequest(String reason) {}

  /** The link that was taken apart. */
  record UnlinkAnswer(long id, String decision) {}

  @PostMapping("/links/{id}/unlink")
  UnlinkAnswer unlink(@PathVariable long id, @RequestBody UnlinkRequest request, Principal caller) {
    if (request.reason().isBlank()) {
      throw new TrestleException(ProblemCode.REQUEST_INVALID, "A decision needs a reason");
    }
    parts.links().unlink(id, caller.getName(), request.reason());
    return new UnlinkAnswer(id, "unlink");
  }
}
