package dev.trestle.app.audit;

import dev.trestle.kernel.sealing.SigningKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines of text whose last line signs all before it (Ed25519 over their SHA-256), so that a file
 * can be proved by itself. In Markdown the last line is a comment.
 */
final class SignedText {
  /** What such a signature is for. */
  static final String PURPOSE = "audit-document";

  private static final Pattern LAST =
      Pattern.compile(
          "(?:<!-- )?\\{\"signature\":\\{\"algorithm\":\"Ed25519\",\"key\":\"([0-9a-f]{64})\","
              + "\"value\":\"([A-Za-z0-9+/=]+)\"}}(?: -->)?");
  private static final byte[] NEWLINE = {'\n'};

  private final MessageDigest digest = Sha256.digest();
  private final OutputStream out;
  private final SigningKey key;

  SignedText(OutputStream out, SigningKey key) {
    this.out = out;
    this.key = key;
  }

  void line(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(bytes);
    digest.update(NEWLINE);
    out.write(bytes);
    out.write(NEWLINE);
  }

  /** Signs; nothing may follow. */
  void end(boolean markdown) throws IOException {
    String last =
        "{\"signature\":{\"algorithm\":\"Ed25519\",\"key\":\"%s\",\"value\":\"%s\"}}"
            .formatted(
                AuditKey.hex(key.publicKey()),
                Base64.getEncoder().encodeToString(key.sign(PURPOSE, digest.digest())));
    out.write((markdown ? "<!-- " + last + " -->" : last).getBytes(StandardCharsets.UTF_8));
    out.write(NEWLINE);
    out.flush();
  }

  /**
   * The last line of a signed text.
   *
   * @param key that signed, in hexadecimal digits
   */
  record Signature(String key, byte[] value) {
    static Optional<Signature> parse(String line) {
      Matcher matcher = LAST.matcher(line);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      try {
        return Optional.of(
            new Signature(matcher.group(1), Base64.getDecoder().decode(matcher.group(2))));
      } catch (IllegalArgumentException changed) {
        return Optional.empty();
      }
    }

    boolean holds(byte[] sha256) {
      return SigningKey.verifies(HexFormat.of().parseHex(key), PURPOSE, sha256, value);
    }
  }
}
