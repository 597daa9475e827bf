package dev.trestle.semantics.hl7v2;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which character set a message is read in: the source's, else that of MSH-18 when the bytes agree,
 * else UTF-8 when they are strictly that, else windows-1252.
 *
 * @param charset the decision
 * @param findings what did not agree
 */
record CharsetDecision(Charset charset, List<Finding> findings) {
  private static final String PLACE = "MSH-18";

  /**
   * Decides.
   *
   * @param override the source's character set, or null
   * @param declared the repetitions of MSH-18
   * @param highBytes whether there is a byte above ASCII at all
   */
  static CharsetDecision decide(
      @Nullable String override,
      List<String> declared,
      byte[] bytes,
      int start,
      int end,
      boolean highBytes) {
    List<Finding> findings = new ArrayList<>(0);
    if (override != null) {
      Charset prescribed = CharacterSets.named(override);
      if (prescribed != null && !CharacterSets.isWide(prescribed)) {
        return new CharsetDecision(prescribed, findings);
      }
      findings.add(unknown("The source's character set is not known or does not fit the bytes."));
    }
    Charset named = firstKnown(declared, findings);
    if (!highBytes && (named == null || CharacterSets.keepsAscii(named))) {
      return new CharsetDecision(named == null ? StandardCharsets.UTF_8 : named, findings);
    }
    if (named == null || named.equals(StandardCharsets.US_ASCII)) {
      return undeclared(named != null, Utf8.examine(bytes, start, end), findings);
    }
    if (CharacterSets.isWide(named)) {
      findings.add(mismatch("MSH-18 names a set of wide characters, but the bytes are not."));
      return undeclared(false, Utf8.examine(bytes, start, end), findings);
    }
    return declared(named, bytes, start, end, findings);
  }

  private static @Nullable Charset firstKnown(List<String> declared, List<Finding> findings) {
    for (String name : declared) {
      Charset charset = CharacterSets.named(name);
      if (charset != null) {
        return charset;
      }
      findings.add(unknown("MSH-18 names a character set that is not known."));
    }
    return null;
  }

  private static CharsetDecision undeclared(boolean ascii, Utf8 utf8, List<Finding> findings) {
    if (ascii) {
      findings.add(mismatch("MSH-18 names ASCII, but there are bytes above it."));
    }
    if (utf8.valid()) {
      return new CharsetDecision(StandardCharsets.UTF_8, findings);
    }
    findings.add(mismatch("The bytes above ASCII are not UTF-8; they were read as windows-1252."));
    return new CharsetDecision(CharacterSets.WINDOWS_1252, findings);
  }

  private static CharsetDecision declared(
      Charset named, byte[] bytes, int start, int end, List<Finding> findings) {
    boolean single = CharacterSets.isSingleByte(named);
    if (!single && !named.equals(StandardCharsets.UTF_8)) {
      return new CharsetDecision(named, findings);
    }
    Utf8 utf8 = Utf8.examine(bytes, start, end);
    if (single && utf8.valid()) {
      findings.add(mismatch("A single-byte set is named, but the bytes are UTF-8 throughout."));
      return new CharsetDecision(StandardCharsets.UTF_8, findings);
    }
    if (!single && !utf8.valid() && utf8.characters() == 0) {
      findings.add(
          mismatch("UTF-8 is named, but no character above ASCII is; read as windows-1252."));
      return new CharsetDecision(CharacterSets.WINDOWS_1252, findings);
    }
    // Senders say ISO 8859-1 and mean windows-1252, which differs only where the former has
    // control characters nobody writes.
    boolean latin = named.equals(StandardCharsets.ISO_8859_1);
    return new CharsetDecision(latin ? CharacterSets.WINDOWS_1252 : named, findings);
  }

  private static Finding mismatch(String text) {
    return Finding.warning(ProblemCode.CHARSET_MISMATCH, PLACE, text);
  }

  private static Finding unknown(String text) {
    return Finding.warning(ProblemCode.CHARSET_UNKNOWN, PLACE, text);
  }
}
