package dev.trestle.app.lineage;

import dev.trestle.orchestration.journal.EntryFacts;
import dev.trestle.orchestration.journal.EntryFactsStore;
import dev.trestle.orchestration.journal.MappingVersion;
import dev.trestle.records.fold.Stamp;
import dev.trestle.records.lineage.ElementOrigin;
import dev.trestle.records.lineage.OriginReader;
import dev.trestle.records.lineage.VersionOrigin;
import dev.trestle.records.read.Resource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * FHIR R4 Provenance of a version, made when it is asked for: messages are its entities, the source
 * that sent the one that made the version is its author, Trestle the assembler, the mapping its
 * policy. Nothing of it is stored. Thread-safe.
 */
public final class Provenances {
  private static final String TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/";
  private static final String MAPPING = "urn:trestle:mapping:";
  private static final String ENTRY = "urn:trestle:journal";
  private static final String SOURCE = "urn:trestle:source";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final OriginReader origins;
  private final EntryFactsStore facts;

  Provenances(OriginReader origins, EntryFactsStore facts) {
    this.origins = origins;
    this.facts = facts;
  }

  /** A Provenance with the version it is about, for the audit. */
  public record Made(Resource target, ObjectNode json) {
    @Override
    public String toString() {
      return "Made[" + target + "]";
    }
  }

  /** Of one version, or empty when there is none of that number. */
  public Optional<Made> of(String type, String id, int version) {
    return origins.version(type, id, version).map(this::provenance);
  }

  private Made provenance(VersionOrigin version) {
    Resource resource = version.resource();
    SortedSet<Long> seqs = new TreeSet<>();
    seqs.add(resource.seq());
    version.elements().stream()
        .map(ElementOrigin::setBy)
        .filter(stamp -> !stamp.equals(Stamp.NONE))
        .forEach(stamp -> seqs.add(stamp.seq()));
    Map<Long, EntryFacts> entries = new TreeMap<>(facts.find(seqs));
    String target = resource.type() + "/" + resource.id() + "/_history/" + resource.version();
    ObjectNode json = JSON.objectNode();
    json.put("resourceType", "Provenance");
    json.put("id", UUID.nameUUIDFromBytes(target.getBytes(StandardCharsets.UTF_8)).toString());
    json.putArray("target").addObject().put("reference", target);
    occurred(version).ifPresent(time -> json.put("occurredDateTime", time.toString()));
    json.put("recorded", Lineage.instant(resource.lastUpdatedMicros()).toString());
    policies(version, json);
    json.set(
        "activity", concept("v3-DataOperation", resource.version() == 1 ? "CREATE" : "UPDATE"));
    agents(entries.get(resource.seq()), json.putArray("agent"));
    ArrayNode entities = json.putArray("entity");
    entity(entries.get(resource.seq()), entities);
    for (long seq : seqs) {
      if (seq != resource.seq()) {
        entity(entries.get(seq), entities);
      }
    }
    if (entities.isEmpty()) {
      json.remove("entity");
    }
    return new Made(resource, json);
  }

  /** Statement time of the entry that made the version. */
  private static Optional<Instant> occurred(VersionOrigin version) {
    return version.elements().stream()
        .map(ElementOrigin::setBy)
        .filter(stamp -> stamp.seq() == version.resource().seq() && stamp.timeMicros() > 0)
        .map(stamp -> Lineage.instant(stamp.timeMicros()))
        .findFirst();
  }

  private static void policies(VersionOrigin version, ObjectNode json) {
    SortedSet<String> mappings = new TreeSet<>();
    for (ElementOrigin element : version.elements()) {
      if (!element.setBy().mapping().isEmpty()) {
        mappings.add(MAPPING + element.setBy().mapping());
      }
    }
    if (!mappings.isEmpty()) {
      ArrayNode policies = json.putArray("policy");
      mappings.forEach(policies::add);
    }
  }

  private static void agents(
      @org.jspecify.annotations.Nullable EntryFacts entry, ArrayNode agents) {
    String source = entry == null ? "" : entry.source();
    ObjectNode sender = agents.addObject();
    sender.set("type", concept("provenance-participant-type", "author"));
    ObjectNode who = sender.putObject("who");
    if (!source.isEmpty()) {
      who.putObject("identifier").put("system", SOURCE).put("value", source);
    }
    who.put("display", source.isEmpty() ? "A source that is not known any more" : source);
    ObjectNode assembler = agents.addObject();
    assembler.set("type", concept("provenance-participant-type", "assembler"));
    String release =
        entry == null ? "" : entry.translatedBy().map(MappingVersion::release).orElse("");
    assembler.putObject("who").put("display", ("Trestle " + release).strip());
  }

  private static void entity(
      @org.jspecify.annotations.Nullable EntryFacts entry, ArrayNode entities) {
    if (entry == null) {
      return;
    }
    ObjectNode what = entities.addObject().put("role", "source").putObject("what");
    what.put("reference", "MessageHeader/" + entry.seq());
    what.putObject("identifier").put("system", ENTRY).put("value", Long.toString(entry.seq()));
    what.put(
        "display",
        ("Message " + entry.type()).strip() + " of " + entry.source() + ", entry " + entry.seq());
  }

  private static ObjectNode concept(String system, String code) {
    ObjectNode concept = JSON.objectNode();
    concept.putArray("coding").addObject().put("system", TERMINOLOGY + system).put("code", code);
    return concept;
  }
}
