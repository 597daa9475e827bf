package dev.trestle.app.console.patient;

import dev.trestle.app.console.ConsoleConfiguration;
import dev.trestle.app.console.Decisions;
import dev.trestle.app.console.patient.Questions.Kind;
import dev.trestle.app.console.patient.Questions.Question;
import dev.trestle.app.http.HttpParts;
import dev.trestle.app.http.IdentityDecisions;
import dev.trestle.app.http.NumberKeys;
import dev.trestle.identity.link.PersonStore.Member;
import dev.trestle.identity.link.PersonStore.Person;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.orchestration.message.MessageFilter;
import dev.trestle.orchestration.message.MessagePage;
import dev.trestle.orchestration.message.MessageSummary;
import dev.trestle.records.read.Resource;
import dev.trestle.records.search.QueryParameter;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Finds a patient or a message by what people know of it, and shows what came from where about one
 * patient. Patient data: each question and each look is audited, and no address holds a name or a
 * number.
 */
@Controller
public class PatientsPage {
  private static final String PATH = ConsoleConfiguration.PATH + "/patients";
  private static final int HITS = 50;

  private final HttpParts parts;
  private final Decisions decisions;
  private final NumberKeys numbers;
  private final Questions questions;

  PatientsPage(HttpParts parts) {
    this.parts = parts;
    this.decisions = new Decisions(parts);
    this.numbers = new NumberKeys(parts.messages());
    this.questions = new Questions(parts.clock());
  }

  @GetMapping(PATH)
  String form(Model model) {
    model.addAttribute("question", null);
    return "patients";
  }

  /** A name or number goes by POST and is kept under a name that says nothing. */
  @PostMapping(PATH)
  String ask(
      @RequestParam Kind kind,
      @RequestParam String text,
      @RequestParam(defaultValue = "") String birthDate,
      Principal who) {
    if (text.isBlank()) {
      throw new TrestleException(ProblemCode.REQUEST_INVALID, "Nothing was asked for");
    }
    String name = questions.keep(who.getName(), new Question(kind, text.strip(), birthDate));
    return "redirect:" + PATH + "/found/" + name;
  }

  @GetMapping(PATH + "/found/{name}")
  String found(@PathVariable String name, Model model, Principal who) {
    Question question =
        questions
            .find(name, who.getName())
            .orElseThrow(
                () ->
                    new TrestleException(
                        ProblemCode.NOT_FOUND, "The question is no longer kept: ask again"));
    List<Resource> hits = patients(question);
    decisions.audit(
        "patient-search",
        question.kind() + " " + question.text() + " " + question.birthDate(),
        hits.stream().map(hit -> UUID.fromString(hit.id())).toList(),
        who);
    model.addAttribute("question", question);
    model.addAttribute("hits", hits.stream().map(PatientLine::of).toList());
    model.addAttribute("rows", messages(question));
    return "patients";
  }

  private List<Resource> patients(Question question) {
    List<QueryParameter> query = new ArrayList<>();
    switch (question.kind()) {
      case NAME -> {
        for (String word : question.text().split("[\\s,]+")) {
          query.add(new QueryParameter("name", word));
        }
        if (!question.birthDate().isBlank()) {
          query.add(new QueryParameter("birthdate", question.birthDate()));
        }
      }
      case PATIENT_NUMBER ->
          query.add(new QueryParameter("identifier", question.text().split("\\^", -1)[0].strip()));
      case VISIT_OR_ORDER, CONTROL_ID -> {
        return List.of();
      }
    }
    query.add(new QueryParameter("_count", Integer.toString(HITS)));
    return parts.search().search("Patient", query, Set::of).hits();
  }

  private List<MessageSummary> messages(Question question) {
    MessageFilter filter =
        switch (question.kind()) {
          case NAME -> null;
          case PATIENT_NUMBER -> MessageFilter.ALL.withKeys(numbers.patient(question.text()));
          case VISIT_OR_ORDER -> MessageFilter.ALL.withKeys(numbers.visitOrOrder(question.text()));
          case CONTROL_ID -> MessageFilter.ALL.withControls(numbers.control(question.text()));
        };
    return filter == null ? List.of() : parts.messages().list().list(filter, Long.MAX_VALUE).rows();
  }

  /** One patient: records of the person side by side, links, and the messages about this one. */
  @GetMapping(PATH + "/{id}")
  String one(
      @PathVariable String id,
      @RequestParam(required = false) java.util.Optional<Long> before,
      Model model,
      Principal who) {
    Resource patient =
        parts
            .reader()
            .read("Patient", id)
            .orElseThrow(
                () -> new TrestleException(ProblemCode.NOT_FOUND, "There is no such patient"));
    Person person =
        parts
            .identity()
            .persons()
            .find(UUID.fromString(id))
            .orElse(new Person(UUID.fromString(id), List.of()));
    Set<Long> rids = person.records().stream().map(Member::rid).collect(Collectors.toSet());
    List<Resource> records =
        rids.isEmpty() ? List.of(patient) : parts.reader().readAll(List.copyOf(rids));
    decisions.audit(
        "patient-show",
        "Patient/" + id,
        records.stream().map(one -> UUID.fromString(one.id())).toList(),
        who);
    MessagePage page =
        parts
            .messages()
            .list()
            .list(
                MessageFilter.ALL.withKeys(numbers.patients(Set.of(patient.rid()))),
                before.orElse(Long.MAX_VALUE));
    model.addAttribute("patient", PatientLine.of(patient));
    model.addAttribute("person", person);
    model.addAttribute(
        "records",
        records.stream()
            .map(PatientLine::of)
            .sorted(java.util.Comparator.comparing(PatientLine::id))
            .toList());
    List<GoldenLine> golden = golden(id);
    model.addAttribute("golden", golden);
    model.addAttribute("verifiable", GoldenLine.options(golden));
    model.addAttribute("links", LinkLine.of(parts.identity(), rids));
    model.addAttribute("timeline", timeline(rids.isEmpty() ? Set.of(patient.rid()) : rids));
    model.addAttribute("missing", parts.charts().of(List.of(patient.rid())));
    model.addAttribute("page", page);
    return "patient";
  }

  /** Only where there is something to choose between. */
  private List<GoldenLine> golden(String id) {
    return parts
        .identity()
        .golden()
        .find(UUID.fromString(id), parts.identity().links()::with)
        .filter(known -> known.patients().size() > 1)
        .map(GoldenLine::of)
        .orElse(List.of());
  }

  /** By these keys the journal has the messages about Patients. */
  private Timeline timeline(Set<Long> rids) {
    return Timeline.of(
        parts.messages().received().bySource(numbers.patients(rids)),
        parts.sources().list(),
        parts.clock().instant());
  }

  /** {@code choice} is the id of a record, a bar and the name of an element. */
  @PostMapping(PATH + "/{id}/verify")
  String verify(
      @PathVariable String id,
      @RequestParam String choice,
      @RequestParam boolean verified,
      @RequestParam(defaultValue = "") String reason,
      Principal who,
      org.springframework.web.servlet.mvc.support.RedirectAttributes flash) {
    int bar = choice.indexOf('|');
    new IdentityDecisions(parts)
        .verify(
            choice.substring(0, Math.max(0, bar)),
            choice.substring(bar + 1),
            verified,
            Decisions.reason(reason),
            who);
    flash.addFlashAttribute("notice", verified ? "Verified." : "Not verified any more.");
    return "redirect:" + PATH + "/" + id;
  }

  @PostMapping(PATH + "/{id}/unlink")
  String unlink(
      @PathVariable String id,
      @RequestParam long link,
      @RequestParam(defaultValue = "") String reason,
      Principal who,
      org.springframework.web.servlet.mvc.support.RedirectAttributes flash) {
    new IdentityDecisions(parts).unlink(link, Decisions.reason(reason), who);
    flash.addFlashAttribute("notice", "Link " + link + " is taken apart.");
    return "redirect:" + PATH + "/" + id;
  }
}
