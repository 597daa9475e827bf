package dev.trestle.semantics.hl7v2;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What the standard calls its fields (HL7 v2.5.1; later segments and fields as in v2.8). */
public final class FieldNamesResource {
  private static final String RESOURCE = "field-names.tsv";
  private static final Map<String, List<String>> NAMES = read();

  private FieldNamesResource() {}

  /**
   * The name of a field: {@code PID}, 5 is {@code Patient Name}.
   *
   * @param field counted from 1
   * @return empty for a field that the standard does not know
   */
  public static Optional<String> name(String segment, int field) {
    List<String> names = NAMES.getOrDefault(segment, List.of());
    return field < 1 || field > names.size()
        ? Optional.empty()
        : Optional.of(names.get(field - 1)).filter(name -> !name.isEmpty());
  }

  private static Map<String, List<String>> read() {
    try (InputStream in = FieldNamesResource.class.getResourceAsStream(RESOURCE)) {
      String text =
          new String(Objects.requireNonNull(in, RESOURCE).readAllBytes(), StandardCharsets.UTF_8);
      Map<String, List<String>> names = new HashMap<>();
      text.lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(
              line -> {
                List<String> cells = Arrays.asList(line.split("\t", -1));
                names.put(cells.get(0), List.copyOf(cells.subList(1, cells.size())));
              });
      return Map.copyOf(names);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
