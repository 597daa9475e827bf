package dev.trestle.app.console.message;

import dev.trestle.app.console.ConsoleConfiguration;
import dev.trestle.app.console.Decisions;
import dev.trestle.app.http.HttpParts;
import dev.trestle.semantics.hl7v2.Hl7Message;
import java.security.Principal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Where an element of a record comes from: the message with its bytes marked. Patient data. */
@Controller
public class OriginPage {
  private final HttpParts parts;
  private final Decisions decisions;
  private final MessageView view;

  OriginPage(HttpParts parts) {
    this.parts = parts;
    this.decisions = new Decisions(parts);
    this.view = new MessageView(parts.messages());
  }

  /** Offset and length as lineage tells them. */
  @GetMapping(ConsoleConfiguration.PATH + "/messages/{seq}/bytes/{offset}/{length}")
  String marked(
      @PathVariable long seq,
      @PathVariable int offset,
      @PathVariable int length,
      Model model,
      Principal who) {
    Hl7Message message = view.read(seq, parts.messages().journal().raw(seq));
    decisions.entry("message-show", seq, "entry " + seq, who);
    model.addAttribute("seq", seq);
    model.addAttribute("marked", MarkedMessage.of(message, offset, length));
    return "origin";
  }
}
