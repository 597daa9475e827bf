package dev.trestle.app.console.patient;

import dev.trestle.app.console.ConsoleConfiguration;
import dev.trestle.app.console.Decisions;
import dev.trestle.app.http.HttpParts;
import dev.trestle.app.security.LinkedReadStore;
import dev.trestle.identity.link.Link;
import dev.trestle.identity.link.LinkStore;
import dev.trestle.identity.review.Decisions.Parting;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * What taking a link apart would come to, before it is done: which records part, who each person is
 * afterwards, and who was shown both as one. Patient data, audited.
 */
@Controller
public class UnlinkPage {
  private final HttpParts parts;
  private final Decisions decisions;

  UnlinkPage(HttpParts parts) {
    this.parts = parts;
    this.decisions = new Decisions(parts);
  }

  /**
   * Who was shown the linked view.
   *
   * @param times how often
   * @param last the last time
   */
  record Reader(String name, int times, Instant last) {}

  @GetMapping(ConsoleConfiguration.PATH + "/patients/{id}/links/{link}")
  String preview(@PathVariable String id, @PathVariable long link, Model model, Principal who) {
    Parting parting = parts.identity().decisions().parting(link);
    Link one = parting.link();
    List<List<PatientLine>> persons = new ArrayList<>();
    Set<UUID> shown = new HashSet<>();
    for (Set<Long> records :
        List.of(parting.with(one.survivorRid()), parting.with(one.retiredRid()))) {
      List<PatientLine> lines = PatientLine.of(parts.reader().readAll(List.copyOf(records)));
      lines.forEach(line -> shown.add(UUID.fromString(line.id())));
      persons.add(lines);
    }
    LinkedReadStore.Found reads = reads(parting);
    decisions.audit("patient-unlink-preview", "link " + link, List.copyOf(shown), who);
    model.addAttribute("id", id);
    model.addAttribute("link", one);
    model.addAttribute("persons", persons);
    model.addAttribute("readers", readers(reads.events()));
    model.addAttribute("complete", reads.complete());
    return "unlink";
  }

  /**
   * Answers in which records of both sides stood, or a question about one with the other's data.
   */
  private LinkedReadStore.Found reads(Parting parting) {
    long number = parting.link().id();
    LinkStore.Period period =
        parts
            .identity()
            .links()
            .period(number)
            .orElseThrow(
                () -> new TrestleException(ProblemCode.NOT_FOUND, "There is no link " + number));
    return parts
        .linkedReads()
        .find(
            ids(parting.with(period.survivorRid())),
            ids(parting.with(period.retiredRid())),
            period.begun(),
            parts.clock().instant());
  }

  private Set<UUID> ids(Set<Long> rids) {
    return Set.copyOf(parts.identity().persons().ids(rids).values());
  }

  private static List<Reader> readers(List<LinkedReadStore.Event> events) {
    Map<String, Reader> readers = new LinkedHashMap<>();
    for (LinkedReadStore.Event event : events) {
      readers.merge(
          event.actor(),
          new Reader(event.actor(), 1, event.at()),
          (known, next) ->
              new Reader(
                  known.name(),
                  known.times() + 1,
                  known.last().isAfter(next.last()) ? known.last() : next.last()));
    }
    return List.copyOf(readers.values());
  }
}
