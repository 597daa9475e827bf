package dev.trestle.semantics.hl7v2;

import java.util.Random;

/** Seeded messages: legal ones, and bytes that only look like it. */
final class RandomMessages {
  private static final String[] NAMES = {"PID", "PV1", "NTE", "OBX", "OBR", "ZAB", "Z01", "AL1"};
  private static final String[] PIECES = {
    "a", "Bc", "12", "x y", "\\F\\", "\\S\\", "\\T\\", "\\R\\", "\\E\\", "é", "€", "'", "<", ">",
    "=", "(", "MSH"
  };
  private static final String[] NOISE = {
    "|",
    "^",
    "~",
    "\\",
    "&",
    "\r",
    "\n",
    "\"\"",
    "MSH|^~\\&|",
    "MSH",
    "PID|",
    "OBX|",
    "\0",
    "\u000b",
    "\u001c",
    "\\X",
    "\\.br\\",
    "\\.sp99\\",
    "\u00e9",
    "\u00c3\u00a9",
    "FHS|^~\\&",
    "BHS|",
    "BTS|1",
    "FTS",
    "MSA|AA|",
    "ORC|",
    "OBR|",
    "MRG|",
    "#",
    " ",
    "\t",
    "A40",
    "8859/1",
    "\u00ff",
    "\u00fe"
  };

  private final Random random;

  RandomMessages(long seed) {
    random = new Random(seed);
  }

  /**
   * A legal message in UTF-8, without hexadecimal data (HAPI leaves that as it is), with the usual
   * delimiters; ends with CR.
   */
  String legal() {
    StringBuilder text =
        new StringBuilder("MSH|^~\\&|A|B|C|D|20260101||XXX^X01|7|P|2.5.1||||||UNICODE UTF-8\r");
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      text.append(NAMES[random.nextInt(NAMES.length)]);
      for (int field = random.nextInt(9); field > 0; field--) {
        text.append('|').append(field());
      }
      text.append('\r');
    }
    return text.toString();
  }

  private String field() {
    return switch (random.nextInt(6)) {
      case 0 -> "";
      case 1 -> "\"\"";
      default -> joined('~', 3, () -> joined('^', 4, () -> joined('&', 3, this::leaf)));
    };
  }

  private String joined(char separator, int most, java.util.function.Supplier<String> part) {
    StringBuilder text = new StringBuilder(part.get());
    for (int i = random.nextInt(most); i > 0; i--) {
      text.append(separator).append(part.get());
    }
    return text.toString();
  }

  private String leaf() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  /** Anything: often with an MSH, always with pieces that mean something to a reader. */
  byte[] anything() {
    StringBuilder text = new StringBuilder();
    if (random.nextInt(4) > 0) {
      text.append(random.nextInt(3) > 0 ? Texts.MSH + "\r" : "MSH");
    }
    for (int i = random.nextInt(60); i > 0; i--) {
      text.append(
          random.nextInt(5) > 0
              ? NOISE[random.nextInt(NOISE.length)]
              : String.valueOf((char) random.nextInt(256)));
    }
    return Texts.bytes(text.toString());
  }

  /** A legal message with some bytes changed, cut or doubled. */
  byte[] damaged() {
    byte[] raw = legal().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    for (int i = random.nextInt(6); i > 0; i--) {
      raw[random.nextInt(raw.length)] = (byte) random.nextInt(256);
    }
    int from = random.nextInt(8) == 0 ? random.nextInt(raw.length) : 0;
    int to = random.nextInt(3) == 0 ? from + random.nextInt(raw.length - from) : raw.length;
    return java.util.Arrays.copyOfRange(raw, from, to);
  }
}
