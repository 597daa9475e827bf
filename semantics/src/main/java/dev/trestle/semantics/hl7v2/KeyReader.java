package dev.trestle.semantics.hl7v2;

import dev.trestle.kernel.message.OrderingKey;
import dev.trestle.kernel.message.OrderingKey.Kind;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.semantics.identifier.AuthorityResolution;
import dev.trestle.semantics.identifier.ScopedIdentifier;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The keys that order a message (DESIGN §3 Dispatch): too many only make it wait, one too few lets
 * it overtake. So every identifier of every patient counts, wherever in the message it stands.
 */
final class KeyReader {
  /** Authority of order numbers that name none: one space of numbers for the health system. */
  private static final String PLACER = "placer";

  private static final String FILLER = "filler";

  private final Source source;
  private final Site site;
  private final Set<OrderingKey> keys = new LinkedHashSet<>();
  private Kind patientKind = Kind.PATIENT;

  KeyReader(Source source, Site site) {
    this.source = source;
    this.site = site;
  }

  List<OrderingKey> read(Hl7Message message) {
    patientKind = namesTwoPatients(message) ? Kind.MERGE : Kind.PATIENT;
    for (int i = 0; i < message.segmentCount(); i++) {
      Segment segment = message.segment(i);
      switch (segment.name()) {
        case "PID" -> patient(segment);
        case "MRG" -> merged(segment);
        case "PV1" -> visit(segment);
        case "ORC", "OBR" -> order(segment);
        case "SCH" -> appointment(segment);
        case "TXA" -> document(segment);
        default -> {
          // Names no patient, visit or order.
        }
      }
    }
    return List.copyOf(keys);
  }

  /** A merge, a move or a swap: when it fails, nothing about either patient may overtake it. */
  private static boolean namesTwoPatients(Hl7Message message) {
    int patients = 0;
    for (int i = 0; i < message.segmentCount(); i++) {
      String name = message.segment(i).name();
      if (name.equals("PID") || name.equals("MRG")) {
        patients++;
      }
    }
    return patients > 1;
  }

  /** PID-3; PID-2 and PID-4 until v2.3.1; PID-18, the account. */
  private void patient(Segment pid) {
    identifiers(patientKind, pid, 3);
    identifiers(patientKind, pid, 2);
    identifiers(patientKind, pid, 4);
    identifiers(Kind.VISIT, pid, 18);
  }

  /** The identifiers that retire (HL7 v2.5.1 §3.4.9). */
  private void merged(Segment mrg) {
    identifiers(patientKind, mrg, 1);
    identifiers(patientKind, mrg, 2);
    identifiers(patientKind, mrg, 4);
    identifiers(Kind.VISIT, mrg, 3);
    identifiers(Kind.VISIT, mrg, 5);
    identifiers(Kind.VISIT, mrg, 6);
  }

  /** The visit number, else the alternate one. */
  private void visit(Segment pv1) {
    int before = keys.size();
    identifiers(Kind.VISIT, pv1, 19);
    if (keys.size() == before) {
      identifiers(Kind.VISIT, pv1, 50);
    }
  }

  private void order(Segment segment) {
    number(segment, 2, PLACER);
    number(segment, 3, FILLER);
  }

  /** An appointment is held with what failed of it, as an order is. */
  private void appointment(Segment sch) {
    number(sch, 1, "placer-appointment");
    number(sch, 2, "filler-appointment");
  }

  /** A document and the one that it adds to or takes the place of. */
  private void document(Segment txa) {
    number(txa, 12, "document");
    number(txa, 13, "document");
  }

  /** CX: number, check digit, scheme, authority. */
  private void identifiers(Kind kind, Segment segment, int field) {
    int repetitions = segment.repetitions(field);
    for (int repetition = 1; repetition <= repetitions; repetition++) {
      String value = segment.text(field, repetition, 1, 0);
      if (!value.isBlank()) {
        String namespace = segment.text(field, repetition, 4, 1);
        String universalId = segment.text(field, repetition, 4, 2);
        add(kind, AuthorityResolution.resolve(value, namespace, universalId, source, site));
      }
    }
  }

  /** EI: number, namespace, universal id; repeats since v2.7. */
  private void number(Segment segment, int field, String role) {
    int repetitions = segment.repetitions(field);
    for (int repetition = 1; repetition <= repetitions; repetition++) {
      String value = segment.text(field, repetition, 1, 0);
      String namespace = segment.text(field, repetition, 2, 0);
      String universalId = segment.text(field, repetition, 3, 0);
      if (value.isBlank()) {
        continue;
      }
      if (namespace.isBlank() && universalId.isBlank()) {
        String scope = source.name().healthSystem();
        keys.add(new OrderingKey(Kind.ORDER, scope, role, value.strip()));
      } else {
        add(Kind.ORDER, AuthorityResolution.resolve(value, namespace, universalId, source, site));
      }
    }
  }

  private void add(Kind kind, ScopedIdentifier found) {
    keys.add(new OrderingKey(kind, found.scope(), found.authority(), found.value()));
  }
}
