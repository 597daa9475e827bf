package dev.trestle.records.fold;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON trees as bytes. Decimals keep their digits: in FHIR 1.0 and 1.00 differ (R4 §2.24). */
public final class Json {
  /** Length of {@link #digest}. */
  public static final int DIGEST_BYTES = 16;

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final JsonMapper CANONICAL =
      JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

  private Json() {}

  public static byte[] bytes(JsonNode node) {
    return MAPPER.writeValueAsBytes(node);
  }

  public static JsonNode parse(byte[] bytes) {
    return MAPPER.readTree(bytes);
  }

  /** The first 128 bits of the SHA-256 of the canonical form: names of objects sorted. */
  public static byte[] digest(JsonNode node) {
    try {
      byte[] canonical = CANONICAL.writeValueAsBytes(node);
      return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(canonical), DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is not available", e);
    }
  }
}
