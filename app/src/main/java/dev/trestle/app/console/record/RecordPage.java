package dev.trestle.app.console.record;

import dev.trestle.app.console.ConsoleConfiguration;
import dev.trestle.app.console.Decisions;
import dev.trestle.app.http.HttpParts;
import dev.trestle.app.lineage.VersionLineage;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.records.read.Resource;
import java.security.Principal;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

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
    return "record";
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
