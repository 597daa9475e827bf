package dev.trestle.app.console.feed;

import dev.trestle.app.console.Decisions;
import dev.trestle.app.console.message.PeriodText;
import dev.trestle.app.http.ExportRequest;
import dev.trestle.app.http.HttpParts;
import dev.trestle.app.http.MessageExport;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Messages of a feed as a file: patient data, for a reason, recorded with their number. */
@Controller
public class FeedExportPage {
  private final MessageExport export;

  FeedExportPage(HttpParts parts) {
    this.export = new MessageExport(parts);
  }

  @PostMapping(FeedsPage.PATH + "/{system}/{feed}/export")
  void export(
      @PathVariable String system,
      @PathVariable String feed,
      @RequestParam @Nullable Long last,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      @RequestParam @Nullable String patient,
      @RequestParam(defaultValue = "") String reason,
      HttpServletResponse response,
      Principal who)
      throws IOException {
    ExportRequest request =
        new ExportRequest(
            system + "/" + feed,
            last,
            PeriodText.instant(from),
            PeriodText.instant(to),
            patient,
            null,
            Decisions.reason(reason));
    export.send(request, response, who);
  }
}
