package dev.trestle.semantics.mapping;

import dev.trestle.kernel.site.Authority;
import dev.trestle.kernel.site.HealthSystem;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.kernel.statement.ResourceKey;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** A site for tests: Mercy in Chicago, with the authority MRN and a feed of each kind. */
final class Feeds {
  static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
  static final Authority MRN =
      new Authority("MRN", List.of("MERCY", "1.2.3"), "http://mercy.example/mrn", false, true);
  static final Source ADT = Source.named(new SourceName("mercy", "adt"), CHICAGO).build();
  static final Source LAB = Source.named(new SourceName("mercy", "lab"), CHICAGO).build();
  static final Site SITE =
      new Site(
          "0".repeat(64),
          List.of(new HealthSystem("mercy", CHICAGO, List.of(MRN), List.of(ADT, LAB))),
          List.of());

  private Feeds() {}

  /** A name of a resource that does not depend on any secret. */
  static String id(ResourceKey key) {
    StringBuilder text = new StringBuilder(key.type()).append(key.scope());
    if (key.patient() != null) {
      text.append(id(key.patient()));
    }
    var first = key.names().get(0);
    text.append('|').append(first.kind()).append('|').append(first.authority());
    text.append('|').append(first.value());
    return UUID.nameUUIDFromBytes(text.toString().getBytes(StandardCharsets.UTF_8))
        .toString()
        .toLowerCase(Locale.ROOT);
  }

  /** A message of segments, one text each. */
  static byte[] message(String... segments) {
    return (String.join("\r", segments) + "\r").getBytes(StandardCharsets.UTF_8);
  }
}
