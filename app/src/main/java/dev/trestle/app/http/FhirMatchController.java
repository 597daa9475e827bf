package dev.trestle.app.http;

import dev.trestle.identity.match.IdentityWeight;
import dev.trestle.identity.resolve.Matching.Candidate;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.orchestration.chart.Incompleteness;
import dev.trestle.records.read.Resource;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.Principal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who somebody may be (FHIR R4 Patient/$match): the same keys, levels and model as the resolver's.
 * Takes Parameters with {@code resource}, {@code onlyCertainMatches} and {@code count}, or a
 * Patient. The score is the probability. Each record is answered for itself, as a search would. A
 * Patient that claims a profile of the guide on identity matching is weighed by it.
 */
@RestController
@RequestMapping("/fhir/Patient")
class FhirMatchController {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String GRADE = "http://hl7.org/fhir/StructureDefinition/match-grade";
  private static final String CERTAIN = "certain";
  private static final int DEFAULT_COUNT = 10;
  private static final int MOST = 100;

  /** Less is not worth an entry. */
  private static final double LEAST = 0.01;

  private static final double EVEN = 0.5;
  private final HttpParts parts;

  FhirMatchController(HttpParts parts) {
    this.parts = parts;
  }

  /** What is asked for. */
  private record Question(JsonNode patient, boolean onlyCertain, int count) {
    @Override
    public String toString() {
      return "Question";
    }
  }

  /** A record with its grade. */
  private record Graded(Candidate candidate, Resource patient, String grade) {
    @Override
    public String toString() {
      return "Graded[" + grade + "]";
    }
  }

  @PostMapping("/$match")
  ResponseEntity<String> match(HttpServletRequest request, Principal caller) throws IOException {
    Question question = question(FhirBody.read(request));
    Optional<IdentityWeight> weight = weight(question.patient());
    List<Graded> found = found(question);
    audit(found, caller);
    Optional<Incompleteness> missing =
        parts.charts().of(found.stream().map(one -> one.candidate().rid()).toList());
    String url = request.getRequestURL().toString();
    return ChartNotice.header(ResponseEntity.ok(), missing)
        .contentType(FhirJson.MEDIA_TYPE)
        .body(FhirJson.text(bundle -> write(bundle, url, found, weight)));
  }

  /**
   * How much is said of the person, where the question claims a profile of the guide on identity
   * matching; one that does not reach what it claims is refused.
   */
  private Optional<IdentityWeight> weight(JsonNode patient) {
    List<IdentityWeight.Level> claimed = IdentityWeight.claimed(patient);
    if (claimed.isEmpty()) {
      return Optional.empty();
    }
    IdentityWeight weight = parts.identity().matching().weight(patient);
    for (IdentityWeight.Level level : claimed) {
      if (weight.sum() < level.least()) {
        throw invalid(
            level.profile() + " asks for a weight of " + level.least() + "; this is " + weight);
      }
    }
    return Optional.of(weight);
  }

  private List<Graded> found(Question question) {
    List<Candidate> all = parts.identity().matching().candidates(question.patient(), LEAST);
    boolean only = isOnePerson(all);
    List<Candidate> wanted =
        all.stream()
            .filter(one -> !question.onlyCertain() || grade(one, only).equals(CERTAIN))
            .limit(question.count())
            .toList();
    Map<String, Resource> patients = new HashMap<>();
    parts
        .reader()
        .readAll(wanted.stream().map(Candidate::rid).toList())
        .forEach(one -> patients.put(one.id(), one));
    List<Graded> found = new ArrayList<>();
    for (Candidate one : wanted) {
      Resource patient = patients.get(one.id().toString());
      if (patient != null) {
        found.add(new Graded(one, patient, grade(one, only)));
      }
    }
    return found;
  }

  /** Whether all records that agree are of one person: where there are two, neither is certain. */
  private boolean isOnePerson(List<Candidate> all) {
    List<Long> likely =
        all.stream()
            .filter(one -> one.assessment().posterior() >= EVEN)
            .map(Candidate::rid)
            .toList();
    return likely.size() < 2 || parts.identity().links().with(likely.get(0)).containsAll(likely);
  }

  private static String grade(Candidate candidate, boolean only) {
    return switch (candidate.outcome()) {
      case LINK -> only ? CERTAIN : "probable";
      case REVIEW -> candidate.assessment().vetoes().isEmpty() ? "probable" : "possible";
      case TWO_PERSONS -> candidate.assessment().posterior() >= EVEN ? "possible" : "certainly-not";
    };
  }

  private static Question question(JsonNode root) {
    JsonNode patient = root;
    boolean onlyCertain = false;
    int count = DEFAULT_COUNT;
    if (root.path("resourceType").asString("").equals("Parameters")) {
      patient = JSON.createObjectNode();
      for (JsonNode parameter : root.path("parameter")) {
        switch (parameter.path("name").asString("")) {
          case "resource" -> patient = parameter.path("resource");
          case "onlyCertainMatches" ->
              onlyCertain = parameter.path("valueBoolean").asBoolean(false);
          case "count" -> count = parameter.path("valueInteger").asInt(0);
          default -> throw invalid("$match knows resource, onlyCertainMatches and count");
        }
      }
    }
    if (!patient.path("resourceType").asString("").equals("Patient")) {
      throw invalid("$match needs a Patient, as the body or as the parameter resource");
    }
    if (count < 1 || count > MOST) {
      throw invalid("count is a number from 1 to " + MOST);
    }
    return new Question(patient, onlyCertain, count);
  }

  private static TrestleException invalid(String text) {
    return new TrestleException(ProblemCode.REQUEST_INVALID, text);
  }

  private static void write(
      ObjectNode bundle, String url, List<Graded> found, Optional<IdentityWeight> weight) {
    bundle.put("resourceType", "Bundle").put("type", "searchset").put("total", found.size());
    if (found.isEmpty() && weight.isEmpty()) {
      return; // FHIR JSON has no empty arrays.
    }
    ArrayNode entries = bundle.putArray("entry");
    for (Graded one : found) {
      ObjectNode entry = entries.addObject();
      entry.put("fullUrl", FhirSearchController.fullUrl(url, one.patient()));
      entry.set("resource", one.patient().json());
      ObjectNode search = entry.putObject("search");
      search.putArray("extension").addObject().put("url", GRADE).put("valueCode", one.grade());
      search.put("mode", "match").put("score", score(one.candidate()));
    }
    if (weight.isPresent()) {
      ObjectNode entry = entries.addObject();
      entry
          .putObject("resource")
          .put("resourceType", "OperationOutcome")
          .putArray("issue")
          .addObject()
          .put("severity", "information")
          .put("code", "informational")
          .put("diagnostics", "The question has " + weight.get() + ".");
      entry.putObject("search").put("mode", "outcome");
    }
  }

  /** Four digits: more would say more than the model knows. */
  private static double score(Candidate candidate) {
    return Math.round(candidate.assessment().posterior() * 10_000) / 10_000.0;
  }

  /** What was asked with is patient data of somebody who may have no record: not kept. */
  private void audit(List<Graded> found, Principal caller) {
    List<UUID> patients = found.stream().map(one -> one.candidate().id()).toList();
    Audited.ofType(parts, caller, "match", "Patient", patients, Optional.of("$match"));
  }
}
