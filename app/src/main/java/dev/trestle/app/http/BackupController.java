package dev.trestle.app.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A backup as the body of an answer, sealed. The caller writes it where it likes; an answer that
 * breaks off has no end and does not open.
 */
@RestController
class BackupController {
  /** About how many bytes will come. */
  static final String ESTIMATE = "X-Trestle-Backup-Bytes";

  private final HttpParts parts;

  BackupController(HttpParts parts) {
    this.parts = parts;
  }

  @Summary("A consistent copy of everything in one sealed file")
  @PostMapping("/api/backup")
  void backup(HttpServletResponse response, Principal caller) throws IOException {
    Audited.done(parts, caller, "backup", "");
    response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
    response.setHeader(ESTIMATE, Long.toString(parts.backups().estimatedBytes()));
    parts.backups().write(response.getOutputStream());
  }
}
