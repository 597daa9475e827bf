package dev.trestle.app.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Messages of a feed as a file of MLLP frames: patient data, for a reason, audited. */
@RestController
@RequestMapping("/api/messages")
class MessageExportController {
  private final MessageExport export;

  MessageExportController(HttpParts parts) {
    this.export = new MessageExport(parts);
  }

  @Summary("Messages of a feed as a file of MLLP frames")
  @PostMapping("/export")
  void export(@RequestBody ExportRequest request, HttpServletResponse response, Principal caller)
      throws IOException {
    export.send(request, response, caller);
  }
}
