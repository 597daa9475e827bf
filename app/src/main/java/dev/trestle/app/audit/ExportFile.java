package dev.trestle.app.audit;

import dev.trestle.app.audit.Block.Link;
import dev.trestle.app.audit.Trouble.Kind;
import dev.trestle.kernel.sealing.SigningKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Proves an export or a report without the database it came from. */
public final class ExportFile {
  private final MessageDigest digest = Sha256.digest();
  private final Consumer<Trouble> listener;
  private final String key;
  private final List<KeyChange> changes = new ArrayList<>();
  private final List<Removal> removals = new ArrayList<>();
  private byte @Nullable [] firstKey;
  private @Nullable KeyPeriods periods;
  private @Nullable BlockCheck check;
  private @Nullable Link before;
  private @Nullable Block block;
  private final List<StoredEvent> events = new ArrayList<>();
  private long blocks;
  private long eventCount;
  private long troubles;

  private ExportFile(String key, Consumer<Trouble> listener) {
    this.key = key;
    this.listener = listener;
  }

  /**
   * What a file holds.
   *
   * @param key that signed it; it proves something only if it is known from elsewhere
   */
  public record Summary(String key, long blocks, long events, long troubles) {}

  /**
   * Checks a file.
   *
   * @param known the public key, noted elsewhere; without it the one that the file names
   * @param listener told what is wrong
   */
  public static Summary check(Path file, Optional<String> known, Consumer<Trouble> listener)
      throws IOException {
    String key = known.map(text -> text.toLowerCase(Locale.ROOT)).orElse(lastKey(file));
    ExportFile checked = new ExportFile(key, listener);
    try {
      checked.read(file);
    } catch (CharacterCodingException changed) {
      checked.tell(Trouble.block(0, Kind.SIGNATURE_WRONG, "The file is not text any more"));
    }
    return new Summary(key, checked.blocks, checked.eventCount, checked.troubles);
  }

  private void read(Path file) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      String line = lines.readLine();
      while (line != null) {
        String next = lines.readLine();
        if (next == null) {
          last(line);
        } else {
          line(line);
        }
        line = next;
      }
    }
  }

  private static String lastKey(Path file) throws IOException {
    String last = "";
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last = line;
      }
    } catch (CharacterCodingException changed) {
      return "";
    }
    return SignedText.Signature.parse(last).map(SignedText.Signature::key).orElse("");
  }

  private void tell(Trouble trouble) {
    troubles++;
    listener.accept(trouble);
  }

  private void line(String line) {
    digest.update(line.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
    try {
      if (line.startsWith("{\"" + ExportLines.KEY + "\"")) {
        keyLine(ExportLines.parse(line).path(ExportLines.KEY));
      } else if (line.startsWith("{\"" + ExportLines.REMOVAL + "\"")) {
        removals.add(ExportLines.removal(ExportLines.parse(line).path(ExportLines.REMOVAL)));
      } else if (line.startsWith("{\"" + ExportLines.BLOCK + "\"")) {
        finishBlock();
        block = ExportLines.block(ExportLines.parse(line).path(ExportLines.BLOCK));
      } else if (line.startsWith("{\"" + ExportLines.EVENT + "\"")) {
        JsonNode node = ExportLines.parse(line).path(ExportLines.EVENT);
        events.add(ExportLines.event(node));
      }
    } catch (JacksonException | IllegalArgumentException | DateTimeException unreadable) {
      tell(Trouble.block(blocks, Kind.BLOCK_CHANGED, "A line of the file cannot be read"));
    }
  }

  private void keyLine(JsonNode node) {
    if (node.path("number").asInt() == 1) {
      firstKey = ExportLines.publicKey(node);
    } else {
      changes.add(ExportLines.key(node));
    }
  }

  /** Who signs what, as the file says it before its first block: proved from the known key on. */
  private KeyPeriods periods() {
    KeyPeriods known = periods;
    if (known == null) {
      byte[] first = firstKey;
      known =
          new KeyPeriods(first == null ? unhex(key) : first, changes, change -> true, this::tell);
      periods = known;
    }
    return known;
  }

  private static byte[] unhex(String text) {
    return text.matches("[0-9a-f]{64}")
        ? HexFormat.of().parseHex(text)
        : new byte[SigningKey.PUBLIC_BYTES];
  }

  private BlockCheck check() {
    BlockCheck known = check;
    if (known == null) {
      known = new BlockCheck(periods(), new Removals(removals, periods(), this::tell));
      check = known;
    }
    return known;
  }

  private void finishBlock() {
    Block finished = block;
    if (finished == null) {
      if (!events.isEmpty()) {
        tell(Trouble.block(0, Kind.EVENT_UNSEALED, "The file has events before its first block"));
      }
      events.clear();
      return;
    }
    Link known = before;
    // What comes before the first block of the file is not in it.
    Link expected = known == null ? new Link(finished.number() - 1, finished.previous()) : known;
    check().check(expected, finished, events).forEach(this::tell);
    for (StoredEvent event : events) {
      if (finished.members().stream()
          .noneMatch(range -> event.id() >= range.first() && event.id() <= range.last())) {
        tell(
            new Trouble(
                finished.number(),
                event.name(),
                Kind.EVENT_UNSEALED,
                "Event " + event.name() + " is in no block of the file"));
      }
    }
    blocks++;
    eventCount += events.size();
    before = finished.link();
    block = null;
    events.clear();
  }

  private void last(String line) {
    finishBlock();
    Optional<SignedText.Signature> signature = SignedText.Signature.parse(line);
    if (signature.isEmpty()) {
      tell(
          Trouble.block(
              0, Kind.SIGNATURE_WRONG, "The file has no signature at its end: it was cut off"));
    } else if (!periods().leads(key, signature.get().key())) {
      tell(Trouble.block(0, Kind.SIGNATURE_WRONG, "The file was signed with another key"));
    } else if (!signature.get().holds(digest.digest())) {
      tell(Trouble.block(0, Kind.SIGNATURE_WRONG, "The file is not as it was signed"));
    }
  }
}
