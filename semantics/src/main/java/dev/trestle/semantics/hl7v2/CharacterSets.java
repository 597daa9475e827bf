package dev.trestle.semantics.hl7v2;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The names of character sets in MSH-18 (HL7 table 0211) and what senders write instead. */
final class CharacterSets {
  static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final Map<String, String> ALIASES = aliases();

  private CharacterSets() {}

  private static Map<String, String> aliases() {
    Map<String, String> names = new TreeMap<>();
    names.put("ASCII", "US-ASCII");
    names.put("ISOIR6", "US-ASCII");
    names.put("ISOIR14", "Shift_JIS");
    names.put("ISOIR87", "ISO-2022-JP");
    names.put("ISOIR159", "ISO-2022-JP-2");
    names.put("ISOIR100", "ISO-8859-1");
    names.put("GB18030-2000", "GB18030");
    names.put("KSX1001", "EUC-KR");
    names.put("CNS11643-1992", "EUC-TW");
    names.put("BIG-5", "Big5");
    names.put("UNICODE", "UTF-8");
    names.put("UNICODEUTF-8", "UTF-8");
    names.put("UNICODEUTF8", "UTF-8");
    names.put("UTF8", "UTF-8");
    names.put("UNICODEUTF-16", "UTF-16");
    names.put("UNICODEUTF-32", "UTF-32");
    names.put("LATIN1", "ISO-8859-1");
    names.put("ANSI", "windows-1252");
    names.put("WIN1252", "windows-1252");
    names.put("1252", "windows-1252");
    return names;
  }

  /** The character set of this name, or null when nobody knows it. */
  static @Nullable Charset named(String name) {
    String key = name.strip().toUpperCase(Locale.ROOT).replace(" ", "").replace("_", "-");
    String java = ALIASES.get(key);
    if (java == null) {
      // 8859/1, 8859-1, ISO8859-1, ISO 8859/15
      String digits = key.startsWith("ISO") ? key.substring(3) : key;
      String part = digits.startsWith("-") ? digits.substring(1) : digits;
      java = part.startsWith("8859") && part.length() > 5 ? "ISO-8859-" + part.substring(5) : key;
    }
    try {
      return Charset.forName(java);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return null;
    }
  }

  /**
   * Whether a byte below 0x80 always means its ASCII character. Where it does not (Shift_JIS, GB
   * 18030, Big5, ISO 2022), a separator could be half a character.
   */
  static boolean keepsAscii(Charset charset) {
    String name = charset.name();
    return charset.equals(StandardCharsets.UTF_8)
        || charset.equals(StandardCharsets.US_ASCII)
        || name.startsWith("ISO-8859-")
        || name.startsWith("windows-125")
        || name.startsWith("EUC-")
        || name.startsWith("KOI8-")
        || name.startsWith("IBM8")
        || name.startsWith("TIS-620");
  }

  /** A set of one byte a character above ASCII. */
  static boolean isSingleByte(Charset charset) {
    return keepsAscii(charset)
        && !charset.equals(StandardCharsets.UTF_8)
        && !charset.name().startsWith("EUC-");
  }

  /** Two or four bytes a character. */
  static boolean isWide(Charset charset) {
    return charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32");
  }
}
