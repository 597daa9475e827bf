package dev.trestle.app.console.message;

import dev.trestle.app.console.ConsoleConfiguration;
import dev.trestle.app.console.Decisions;
import dev.trestle.app.console.Times;
import dev.trestle.app.http.HttpParts;
import dev.trestle.kernel.site.Source;
import dev.trestle.orchestration.journal.JournalEntry;
import dev.trestle.orchestration.message.MessageScan;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Looks into every message of a period for what a field says. Hits come as they are found, one JSON
 * object a line; it stops when the browser hangs up. The question can be patient data: it goes by
 * POST and is audited.
 */
@Controller
public class ScanPage {
  private static final String PATH = ConsoleConfiguration.PATH + "/scan";
  private static final Logger LOG = LoggerFactory.getLogger(ScanPage.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final HttpParts parts;
  private final Decisions decisions;

  ScanPage(HttpParts parts) {
    this.parts = parts;
    this.decisions = new Decisions(parts);
  }

  @GetMapping(PATH)
  String form(Model model) {
    return "scan";
  }

  @PostMapping(PATH)
  void run(
      @RequestParam String where,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      HttpServletResponse response,
      Principal who)
      throws IOException {
    FieldQuestion question = FieldQuestion.parse(where);
    decisions.audit("message-scan", where + ", " + from + " to " + to, who);
    response.setContentType("application/x-ndjson");
    // Not the writer of the response: that one hides that nobody reads any more.
    Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
    try {
      parts
          .messages()
          .scan()
          .run(
              Optional.ofNullable(PeriodText.instant(from)),
              Optional.ofNullable(PeriodText.instant(to)),
              (entry, raw) -> entry.bytes() <= Source.BIG_MESSAGE_BYTES && question.fits(raw),
              new Lines(out, new Times(parts.clock().instant())));
      out.flush();
    } catch (HungUp nobodyReads) {
      LOG.info("A scan ended early: nobody reads it any more");
    }
  }

  /** The answer cannot be written: other troubles with reading are failures. */
  private static final class HungUp extends UncheckedIOException {
    private static final long serialVersionUID = 1;

    HungUp(IOException broken) {
      super(broken);
    }
  }

  /** Writes what is found while it is found. */
  private record Lines(Writer out, Times times) implements MessageScan.Listener {
    @Override
    public void found(JournalEntry entry) {
      ObjectNode line = JSON.createObjectNode();
      line.put("entry", entry.seq())
          .put("received", times.millisecond(entry.receivedAt()))
          .put("feed", entry.source().toString())
          .put("type", entry.type());
      write(line);
    }

    @Override
    public void progress(long looked, long unreadable, long upTo) {
      ObjectNode line = JSON.createObjectNode();
      line.put("looked", looked).put("unreadable", unreadable).put("of", upTo);
      write(line);
    }

    private void write(ObjectNode line) {
      try {
        out.write(line.toString());
        out.write('\n');
        out.flush();
      } catch (IOException broken) {
        throw new HungUp(broken);
      }
    }
  }
}
