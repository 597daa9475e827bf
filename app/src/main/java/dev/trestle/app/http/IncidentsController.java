package dev.trestle.app.http;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.orchestration.intake.IncidentStore;
import java.security.Principal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What touched a socket and did not become a message. Its bytes are shown only to the role steward,
 * and each view is audited: they may be patient data.
 */
@RestController
@RequestMapping("/api/incidents")
class IncidentsController {
  private final HttpParts parts;

  IncidentsController(HttpParts parts) {
    this.parts = parts;
  }

  /** Incidents of one kind. */
  record Kind(String code, long count, Instant last, String advice) {
    static Kind of(IncidentStore.Count count) {
      ProblemCode code = ofNumber(count.code());
      return new Kind(code.id(), count.count(), count.last(), code.advice());
    }
  }

  /** An incident without its bytes; {@code incidents} is how many it stands for. */
  record Item(
      long id,
      Instant at,
      String listener,
      String peer,
      String code,
      long totalBytes,
      int incidents) {
    static Item of(IncidentStore.Item item) {
      return new Item(
          item.id(),
          item.at(),
          item.listener(),
          item.peer(),
          ofNumber(item.code()).id(),
          item.totalBytes(),
          item.incidents());
    }
  }

  /** By kind, and the newest one by one; {@code before} is the last of the page before. */
  record Listing(List<Kind> kinds, List<Item> incidents) {}

  @Summary("What came to a port and is no message")
  @GetMapping
  Listing list(@RequestParam @Nullable String code, @RequestParam(defaultValue = "0") long before) {
    return new Listing(
        parts.incidents().counts().stream().map(Kind::of).toList(),
        parts.incidents().list(number(code), before).stream().map(Item::of).toList());
  }

  private static OptionalInt number(@Nullable String id) {
    if (id == null || id.isEmpty()) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(
        Arrays.stream(ProblemCode.values())
            .filter(code -> code.id().equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    new TrestleException(
                        ProblemCode.REQUEST_INVALID,
                        "There is no kind of incident " + id + "; the list shows those there are"))
            .number());
  }

  private static ProblemCode ofNumber(int number) {
    return Arrays.stream(ProblemCode.values())
        .filter(code -> code.number() == number)
        .findFirst()
        .orElse(ProblemCode.DEFECT_INTERNAL);
  }

  /** What came: SHA-256 of all of it in hexadecimal digits, the first bytes in Base64. */
  record Content(long id, String sha256, String firstBytes) {
    @Override
    public String toString() {
      return "Content[" + id + "]";
    }
  }

  @Summary("The bytes of one incident")
  @GetMapping("/{id}/bytes")
  Content bytes(@PathVariable long id, Principal caller) {
    IncidentStore.Content content = parts.incidents().content(id);
    Audited.done(parts, caller, "incident-show", "incident " + id);
    return new Content(
        id,
        HexFormat.of().formatHex(content.sha256()),
        Base64.getEncoder().encodeToString(content.firstBytes()));
  }
}
