package dev.trestle.app.console.record;

import dev.trestle.app.console.ConsoleConfiguration;
import dev.trestle.app.console.Decisions;
import dev.trestle.app.difference.ElementDifference;
import dev.trestle.app.http.HttpParts;
import dev.trestle.app.lineage.ValueHistory;
import dev.trestle.app.lineage.VersionLineage;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.records.read.Resource;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;

/** From any element of a version to the bytes of the message that set it: patient data, audited. */
@Controller
public class RecordPage {
  private static final String PATH = ConsoleConfiguration.PATH + "/records/{type}/{id}";
  private final HttpParts parts;
  private final Decisions decisions;

  RecordPage(HttpParts parts) {
    this.parts = parts;
    this.decisions = new Decisions(parts);
  }

  /** The newest version. */
  @GetMapping(PATH)
  String current(@PathVariable String type, @PathVariable String id) {
    Resource resource = parts.reader().read(type, id).orElseThrow(RecordPage::nothing);
    return "redirect:"
        + ConsoleConfiguration.PATH
        + "/records/"
        + resource.type()
        + "/"
        + resource.id()
        + "/"
        + resource.version();
  }

  @GetMapping(PATH + "/{version}")
  String version(
      @PathVariable String type,
      @PathVariable String id,
      @PathVariable int version,
      Model model,
      Principal who) {
    VersionLineage lineage =
        parts
            .traces()
            .lineage()
            .lineage()
            .version(type, id, version)
            .orElseThrow(RecordPage::nothing);
    Resource newest = parts.reader().read(type, id).orElseThrow(RecordPage::nothing);
    decisions.audit("lineage", type + "/" + id + " version " + version, patients(newest), who);
    model.addAttribute("lineage", lineage);
    model.addAttribute("newest", newest.version());
    model.addAttribute("changes", changes(lineage));
    return "record";
  }

  private List<ElementDifference.Change> changes(VersionLineage lineage) {
    if (lineage.version() == 1) {
      return List.of();
    }
    Resource now = version(lineage, lineage.version());
    Resource before = version(lineage, lineage.version() - 1);
    return VersionDifference.of(lineage.type(), before.json(), now.json());
  }

  private Resource version(VersionLineage lineage, int number) {
    return parts
        .reader()
        .version(lineage.type(), lineage.id(), number)
        .orElseThrow(RecordPage::nothing);
  }

  /**
   * A change of one value, as it is shown.
   *
   * @param from empty: it was not there
   * @param to empty: it is not there any more
   */
  record Line(ValueHistory.Change change, String from, String to) {
    static Line of(ValueHistory.Change change) {
      JsonNode from = change.from();
      JsonNode to = change.to();
      return new Line(
          change,
          from == null ? "" : ElementDifference.text(from),
          to == null ? "" : ElementDifference.text(to));
    }

    @Override
    public String toString() {
      return "Line[" + change + "]";
    }
  }

  /** One value over time: which message changed it to what. */
  @GetMapping(PATH + "/values")
  String values(
      @PathVariable String type,
      @PathVariable String id,
      @RequestParam String path,
      @RequestParam(defaultValue = Integer.MAX_VALUE + "") int below,
      Model model,
      Principal who) {
    ValueHistory.Page page =
        parts
            .traces()
            .lineage()
            .values()
            .of(type, id, path, below)
            .orElseThrow(RecordPage::nothing);
    Resource newest = parts.reader().read(type, id).orElseThrow(RecordPage::nothing);
    decisions.audit("lineage-values", type + "/" + id + " " + path, patients(newest), who);
    model.addAttribute("type", newest.type());
    model.addAttribute("id", newest.id());
    model.addAttribute("path", path);
    model.addAttribute("lines", page.changes().stream().map(Line::of).toList());
    model.addAttribute("plot", ValuePlot.of(page.changes()));
    model.addAttribute("next", Optional.ofNullable(page.next()));
    return "values";
  }

  private List<UUID> patients(Resource resource) {
    if (resource.patientRid() == 0) {
      return List.of();
    }
    return parts.reader().readAll(List.of(resource.patientRid())).stream()
        .map(patient -> UUID.fromString(patient.id()))
        .toList();
  }

  private static TrestleException nothing() {
    return new TrestleException(ProblemCode.NOT_FOUND, "There is no such version");
  }
}
