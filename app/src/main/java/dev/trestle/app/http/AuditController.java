package dev.trestle.app.http;

import dev.trestle.app.audit.ChainCheck;
import dev.trestle.app.audit.Trouble;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.security.Principal;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Proof that the audit is whole, for the role audit. Whoever looks is audited too. */
@RestController
@RequestMapping("/api/audit")
class AuditController {
  /** One JSON object a line, as they come. */
  static final String NDJSON = "application/x-ndjson";

  private static final String ALGORITHM = "Ed25519";

  private final HttpParts parts;

  AuditController(HttpParts parts) {
    this.parts = parts;
  }

  /** The public key that signs blocks, exports and reports, in hexadecimal digits. */
  record KeyAnswer(String algorithm, String publicKey) {}

  @Summary("The public key that signs the audit")
  @GetMapping("/key")
  KeyAnswer key() {
    return new KeyAnswer(ALGORITHM, parts.auditing().keys().publicKey());
  }

  /** Why. */
  record RotateRequest(@Nullable String reason) {}

  @Summary("Makes a new key that signs the audit from now on; the old one signs it")
  @PostMapping("/key/rotate")
  KeyAnswer rotate(@RequestBody RotateRequest request, Principal caller) {
    String reason = DecisionReason.required(request.reason());
    return new KeyAnswer(
        ALGORITHM, parts.auditing().sealer().rotate(parts.audit(), caller.getName(), reason));
  }

  /** The first block to check, and a hash noted elsewhere. */
  record VerifyRequest(@Nullable Long fromBlock, @Nullable String head) {}

  /**
   * Checks the chain. The answer is a line for each {@code trouble} and for {@code progress}, and a
   * last one {@code summary}: without that it broke off.
   */
  @Summary("Proves that the audit was not changed; one line of JSON after each step")
  @PostMapping("/verify")
  void verify(@RequestBody VerifyRequest request, HttpServletResponse response, Principal caller)
      throws IOException {
    Audited.done(parts, caller, "audit-verify", String.valueOf(request));
    response.setContentType(NDJSON);
    Writer out = response.getWriter();
    ChainCheck.Question question =
        new ChainCheck.Question(
            request.fromBlock() == null ? 1 : request.fromBlock(),
            Optional.ofNullable(request.head())
                .filter(text -> !text.isBlank())
                .map(text -> text.strip().toLowerCase(Locale.ROOT)));
    ChainCheck.Summary summary = parts.auditing().check().run(question, new Lines(out));
    line(out, FhirJson.text(node -> node.putPOJO("summary", summary)));
  }

  /** Writes what is found while it is found. */
  private record Lines(Writer out) implements ChainCheck.Listener {
    @Override
    public void accept(Trouble trouble) {
      line(
          out,
          FhirJson.text(
              node ->
                  node.putObject("trouble")
                      .put("block", trouble.block())
                      .put("event", trouble.event())
                      .put("kind", word(trouble.kind()))
                      .put("text", trouble.text())));
    }

    @Override
    public void removed(long firstBlock, long lastBlock, Instant at, int keptYears) {
      line(
          out,
          FhirJson.text(
              node ->
                  node.putObject("removed")
                      .put("firstBlock", firstBlock)
                      .put("lastBlock", lastBlock)
                      .put("at", at.toString())
                      .put("keptYears", keptYears)));
    }

    @Override
    public void progress(long block, long lastBlock) {
      line(
          out,
          FhirJson.text(
              node -> node.putObject("progress").put("block", block).put("of", lastBlock)));
    }
  }

  private static String word(Enum<?> kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void line(Writer out, String json) {
    try {
      out.write(json);
      out.write('\n');
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
