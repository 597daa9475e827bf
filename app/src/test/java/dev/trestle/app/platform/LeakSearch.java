package dev.trestle.app.platform;

import dev.trestle.sandbox.people.LeakTerm;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Looks for texts in every file of a folder, in each character set they were sent in. */
final class LeakSearch {
  private static final int PREFIX = 6;
  private static final List<Charset> CHARSETS =
      List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, Charset.forName("windows-1252"));

  private record Pattern(byte[] bytes, LeakTerm term) {}

  private final Map<Long, List<Pattern>> byPrefix = new HashMap<>();

  LeakSearch(List<LeakTerm> terms) {
    for (LeakTerm term : terms) {
      CHARSETS.stream()
          .filter(charset -> charset.newEncoder().canEncode(term.text()))
          .map(charset -> term.text().getBytes(charset))
          .filter(bytes -> bytes.length >= PREFIX)
          .forEach(
              bytes ->
                  byPrefix
                      .computeIfAbsent(prefix(bytes, 0), unused -> new ArrayList<>())
                      .add(new Pattern(bytes, term)));
    }
  }

  /** What was found: the kind of term and the file, with counts; never the text. */
  Map<String, Integer> search(Path folder) throws IOException {
    Map<String, Integer> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        for (LeakTerm term : search(Files.readAllBytes(file))) {
          found.merge(term.kind() + " in " + folder.relativize(file), 1, Integer::sum);
        }
      }
    }
    return found;
  }

  List<LeakTerm> search(byte[] content) {
    List<LeakTerm> found = new ArrayList<>();
    for (int i = 0; i + PREFIX <= content.length; i++) {
      List<Pattern> candidates = byPrefix.get(prefix(content, i));
      if (candidates != null) {
        for (Pattern pattern : candidates) {
          if (isAt(content, i, pattern)) {
            found.add(pattern.term());
          }
        }
      }
    }
    return found;
  }

  private static boolean isAt(byte[] content, int at, Pattern pattern) {
    int end = at + pattern.bytes().length;
    if (end > content.length
        || !Arrays.equals(content, at, end, pattern.bytes(), 0, pattern.bytes().length)) {
      return false;
    }
    return !pattern.term().standsAlone()
        || !((at > 0 && isDigit(content[at - 1]))
            || (end < content.length && isDigit(content[end])));
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static long prefix(byte[] bytes, int at) {
    long value = 0;
    for (int i = 0; i < PREFIX; i++) {
      value = (value << 8) | (bytes[at + i] & 0xFF);
    }
    return value;
  }
}
