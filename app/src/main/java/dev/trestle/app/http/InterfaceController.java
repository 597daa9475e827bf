package dev.trestle.app.http;

import dev.trestle.app.icd.InterfaceCheck;
import dev.trestle.app.icd.InterfaceDocument;
import dev.trestle.app.icd.Interfaces;
import dev.trestle.app.icd.Traffic;
import dev.trestle.app.site.SiteText;
import dev.trestle.app.site.SiteVersion;
import dev.trestle.kernel.site.Site;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;

/** The interface control document of a source: what it sends, by the rules of a site. */
@RestController
@RequestMapping("/api/site")
class InterfaceController {
  private final HttpParts parts;

  InterfaceController(HttpParts parts) {
    this.parts = parts;
  }

  /** The files of a site, a source of it, and how many of its last messages are looked at. */
  record InterfaceRequest(List<SiteText> files, @Nullable String source, @Nullable Long messages) {}

  @Summary("The interface control document of a source; a line of JSON as it goes, no patient data")
  @PostMapping("/interface")
  void document(
      @RequestBody InterfaceRequest request, HttpServletResponse response, Principal caller)
      throws IOException {
    Site site = SiteVersion.of(request.files(), "that was sent").site();
    String source = request.source() == null ? "" : request.source();
    long messages = request.messages() == null ? Interfaces.MESSAGES : request.messages();
    parts.stored().interfaces().check(site, source, messages);
    Audited.done(parts, caller, "site-interface", source + ", at most " + messages + " messages");
    ProgressLines lines = ProgressLines.begin(response);
    Traffic traffic =
        parts
            .stored()
            .interfaces()
            .look(
                site,
                source,
                messages,
                (looked, of) -> lines.line(node -> node.put("looked", looked).put("of", of)));
    traffic.signedOff(parts.stored().signoffs().signedOff(source, traffic.mappingHash()));
    lines.line(
        node -> {
          node.put("done", true)
              .put("markdown", InterfaceDocument.markdown(traffic))
              .put("html", InterfaceDocument.html(traffic));
          ArrayNode check = node.putArray("check");
          for (InterfaceCheck.Line one : InterfaceCheck.of(traffic)) {
            check.addObject().put("broken", one.broken()).put("text", one.text());
          }
        });
  }
}
