package dev.trestle.app.http;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.security.Principal;
import java.util.regex.Pattern;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/**
 * MessageHeader on demand (FHIR R4): how, when and by whom the message of an entry was sent. It is
 * made of the bytes of the message, so it has no history and is not searched.
 */
@RestController
class MessageHeaderController {
  private static final Pattern ENTRY = Pattern.compile("[1-9]\\d{0,17}");
  private final HttpParts parts;

  MessageHeaderController(HttpParts parts) {
    this.parts = parts;
  }

  @GetMapping("/fhir/MessageHeader/{id}")
  ResponseEntity<String> read(@PathVariable String id, Principal caller) {
    long entry = ENTRY.matcher(id).matches() ? Long.parseLong(id) : 0;
    ObjectNode header =
        parts
            .traces()
            .lineage()
            .headers()
            .of(entry)
            .orElseThrow(
                () -> new TrestleException(ProblemCode.NOT_FOUND, "No message has that number."));
    Audited.entry(parts, caller, "message-header", entry, "entry " + entry);
    return ResponseEntity.ok().contentType(FhirJson.MEDIA_TYPE).body(header.toString());
  }
}
