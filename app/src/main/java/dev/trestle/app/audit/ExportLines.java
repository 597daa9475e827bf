package dev.trestle.app.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Blocks and events as lines of an export, and back. Described in docs/operations.md. */
final class ExportLines {
  static final String EXPORT = "export";
  static final String BLOCK = "block";
  static final String EVENT = "event";
  static final String KEY = "key";
  static final String REMOVAL = "removal";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ExportLines() {}

  static String text(ObjectNode line) {
    return JSON.writeValueAsString(line);
  }

  static ObjectNode line() {
    return JsonNodeFactory.instance.objectNode();
  }

  static JsonNode parse(String line) {
    return JSON.readTree(line);
  }

  static String block(Block block) {
    ObjectNode line = line();
    line.putObject(BLOCK)
        .put("number", block.number())
        .put("previous", hex(block.previous()))
        .put("sealedAt", block.sealedAt().toString())
        .put("firstAt", block.firstAt().toString())
        .put("lastAt", block.lastAt().toString())
        .put("members", IdRange.text(block.members()))
        .put("digests", base64(block.digests()))
        .put("signer", hex(block.signer()))
        .put("hash", hex(block.hash()))
        .put("signature", base64(block.signature()));
    return text(line);
  }

  static String firstKey(byte[] publicKey) {
    ObjectNode line = line();
    line.putObject(KEY).put("number", 1).put("publicKey", hex(publicKey));
    return text(line);
  }

  static String key(KeyChange change) {
    ObjectNode line = line();
    line.putObject(KEY)
        .put("number", change.number())
        .put("publicKey", hex(change.publicKey()))
        .put("afterBlock", change.last().number())
        .put("hash", hex(change.last().hash()))
        .put("event", change.event().toString())
        .put("at", change.at().toString())
        .put("signature", base64(change.signature()));
    return text(line);
  }

  /**
   * Reads {@link #key}.
   *
   * @throws IllegalArgumentException or DateTimeException it is none
   */
  static KeyChange key(JsonNode node) {
    return new KeyChange(
        node.path("number").asInt(),
        unhex(node, "publicKey"),
        new Block.Link(node.path("afterBlock").asLong(), unhex(node, "hash")),
        UUID.fromString(node.path("event").asString()),
        instant(node, "at"),
        unbase64(node, "signature"));
  }

  static byte[] publicKey(JsonNode node) {
    return unhex(node, "publicKey");
  }

  static String removal(Removal removal) {
    ObjectNode line = line();
    line.putObject(REMOVAL)
        .put("firstBlock", removal.first())
        .put("lastBlock", removal.last().number())
        .put("hash", hex(removal.last().hash()))
        .put("at", removal.at().toString())
        .put("keptYears", removal.keptYears())
        .put("event", removal.event().toString())
        .put("signer", hex(removal.signer()))
        .put("signature", base64(removal.signature()));
    return text(line);
  }

  /**
   * Reads {@link #removal}.
   *
   * @throws IllegalArgumentException or DateTimeException it is none
   */
  static Removal removal(JsonNode node) {
    return new Removal(
        node.path("firstBlock").asLong(),
        new Block.Link(node.path("lastBlock").asLong(), unhex(node, "hash")),
        instant(node, "at"),
        node.path("keptYears").asInt(),
        UUID.fromString(node.path("event").asString()),
        unhex(node, "signer"),
        unbase64(node, "signature"));
  }

  /**
   * Reads {@link #block}.
   *
   * @throws IllegalArgumentException or DateTimeException it is none
   */
  static Block block(JsonNode node) {
    return new Block(
        node.path("number").asLong(),
        unhex(node, "previous"),
        instant(node, "sealedAt"),
        instant(node, "firstAt"),
        instant(node, "lastAt"),
        IdRange.parse(node.path("members").asString()),
        unbase64(node, "digests"),
        unhex(node, "signer"),
        unhex(node, "hash"),
        unbase64(node, "signature"));
  }

  /** The row as it was sealed, and the same as FHIR AuditEvent for who reads it. */
  static String event(StoredEvent event, @Nullable AuditRecord opened) {
    ObjectNode line = line();
    ObjectNode row = line.putObject(EVENT).putObject("row");
    row.put("id", event.id())
        .put("event", event.event() == null ? null : event.event().toString())
        .put("at", event.at().toString())
        .put("actor", event.actor())
        .put("action", event.action())
        .put("outcome", event.outcome())
        .put("type", event.type())
        .put("target", event.target() == null ? null : event.target().toString());
    List<UUID> patients = event.patients();
    if (patients == null) {
      row.putNull("patients");
    } else {
      var array = row.putArray("patients");
      patients.forEach(patient -> array.add(patient.toString()));
    }
    byte[] detail = event.detail();
    row.put("detail", detail == null ? null : base64(detail));
    if (opened != null) {
      FhirAuditEvent.write(opened, ((ObjectNode) line.path(EVENT)).putObject("fhir"));
    }
    return text(line);
  }

  /**
   * Reads the row of {@link #event}.
   *
   * @throws IllegalArgumentException or DateTimeException it is none
   */
  static StoredEvent event(JsonNode node) {
    JsonNode row = node.path("row");
    List<UUID> patients = null;
    if (row.path("patients").isArray()) {
      patients = new ArrayList<>();
      for (JsonNode patient : row.path("patients")) {
        patients.add(UUID.fromString(patient.asString()));
      }
    }
    return new StoredEvent(
        row.path("id").asLong(),
        uuid(row, "event"),
        instant(row, "at"),
        row.path("actor").asString(),
        row.path("action").asString(),
        row.path("outcome").asInt(),
        row.path("type").isString() ? row.path("type").asString() : null,
        uuid(row, "target"),
        patients,
        row.path("detail").isString() ? unbase64(row, "detail") : null);
  }

  private static @Nullable UUID uuid(JsonNode node, String name) {
    return node.path(name).isString() ? UUID.fromString(node.path(name).asString()) : null;
  }

  private static Instant instant(JsonNode node, String name) {
    return Instant.parse(node.path(name).asString());
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] unhex(JsonNode node, String name) {
    return HexFormat.of().parseHex(node.path(name).asString());
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] unbase64(JsonNode node, String name) {
    return Base64.getDecoder().decode(node.path(name).asString());
  }
}
