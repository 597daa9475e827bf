package dev.trestle.records.read;

import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.records.fold.ResourceState;
import dev.trestle.records.fold.StateCodec;
import dev.trestle.records.index.FhirTypes;
import dev.trestle.records.store.ResourceRow;
import dev.trestle.records.store.SealedBodies;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Opens sealed versions. */
public final class Opener {
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private final SealedBodies bodies;

  public Opener(Sealer sealer) {
    this.bodies = new SealedBodies(sealer);
  }

  public StateCodec.Stored stored(ResourceRow row) {
    return StateCodec.decode(bodies.openState(row.rid(), row.version(), row.state()));
  }

  public Resource open(ResourceRow row) {
    ResourceState state = stored(row).state();
    String type = FhirTypes.name(row.type());
    String id = row.id().toString();
    ObjectNode json = withMeta(state.render(type, id), row.version(), row.lastUpdatedMicros());
    return new Resource(
        type,
        id,
        row.version(),
        row.lastUpdatedMicros(),
        row.rid(),
        row.patientRid(),
        row.seq(),
        json);
  }

  private static ObjectNode withMeta(ObjectNode rendered, int version, long lastUpdatedMicros) {
    ObjectNode meta = rendered.objectNode();
    meta.put("versionId", Integer.toString(version));
    meta.put("lastUpdated", instant(lastUpdatedMicros));
    JsonNode known = rendered.get("meta");
    if (known != null) {
      known.properties().forEach(property -> meta.set(property.getKey(), property.getValue()));
    }
    ObjectNode json = rendered.objectNode();
    for (var property : rendered.properties()) {
      if (!property.getKey().equals("meta")) {
        json.set(property.getKey(), property.getValue());
      }
      if (property.getKey().equals("id")) {
        json.set("meta", meta);
      }
    }
    return json;
  }

  private static String instant(long micros) {
    return INSTANT.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }
}
