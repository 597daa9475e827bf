package dev.trestle.app.person;

import dev.trestle.identity.golden.Golden;
import dev.trestle.identity.golden.GoldenRecord;
import dev.trestle.identity.golden.GoldenRules;
import dev.trestle.identity.golden.Said;
import dev.trestle.identity.golden.SourceRecord;
import dev.trestle.identity.link.PersonStore;
import dev.trestle.identity.link.PersonStore.Member;
import dev.trestle.identity.link.PersonStore.Person;
import dev.trestle.identity.match.Standing;
import dev.trestle.records.fold.Stamp;
import dev.trestle.records.lineage.ElementOrigin;
import dev.trestle.records.lineage.OriginReader;
import dev.trestle.records.lineage.VersionOrigin;
import dev.trestle.records.search.LinkedPatients;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads the golden record of a person out of the records as they are now. Thread-safe. */
public final class GoldenPersons {
  private static final String PATIENT = "Patient";

  private final PersonStore persons;
  private final OriginReader origins;
  private final GoldenRecord golden = new GoldenRecord(GoldenRules.standard());

  public GoldenPersons(PersonStore persons, OriginReader origins) {
    this.persons = persons;
    this.origins = origins;
  }

  /**
   * A person and what is known of it.
   *
   * @param rids internal numbers of its Patients
   * @param patients ids of its Patients
   */
  public record Known(UUID person, Golden golden, List<Long> rids, List<UUID> patients) {
    public Known {
      rids = List.copyOf(rids);
      patients = List.copyOf(patients);
    }
  }

  /**
   * The person that an id leads to: of a Patient, or one that a person had before. A Patient that
   * came within the last second may not be resolved yet; it is a person of its own until then.
   *
   * @param view which of the records are shown as one person with the one that was asked for
   */
  public Optional<Known> find(UUID id, LinkedPatients view) {
    Person person =
        persons
            .find(id)
            .map(all -> seen(all, id, view))
            .orElse(new Person(id, List.of(new Member(0, id, Standing.COMPARABLE.number()))));
    List<VersionOrigin> records = new ArrayList<>();
    List<SourceRecord> sources = new ArrayList<>();
    for (Member member : person.records()) {
      origins
          .current(PATIENT, member.id().toString())
          .ifPresent(
              record -> {
                records.add(record);
                sources.add(source(member, record));
              });
    }
    if (records.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Known(
            person.id(),
            golden.of(person.id(), sources),
            records.stream().map(record -> record.resource().rid()).toList(),
            sources.stream().map(SourceRecord::id).toList()));
  }

  /** Without whoever is not shown: as if they had never been linked. */
  private static Person seen(Person all, UUID id, LinkedPatients view) {
    Set<Long> shown =
        all.records().stream()
            .filter(member -> member.id().equals(id))
            .findFirst()
            .map(member -> view.with(member.rid()))
            .orElse(Set.of());
    List<Member> members =
        all.records().stream().filter(member -> shown.contains(member.rid())).toList();
    return members.isEmpty() ? all : new Person(members.get(0).id(), members);
  }

  private static SourceRecord source(Member member, VersionOrigin record) {
    Map<String, Said> said = new HashMap<>();
    for (ElementOrigin element : record.elements()) {
      if (!element.confirmedBy().equals(Stamp.NONE)) {
        Stamp stamp = element.confirmedBy();
        said.merge(
            top(element.path()),
            new Said(stamp.level(), stamp.timeMicros()),
            (one, other) -> one.compareTo(other) >= 0 ? one : other);
      }
    }
    boolean stands = member.standing() == Standing.COMPARABLE.number();
    return new SourceRecord(member.id(), stands, record.resource().json(), said);
  }

  /** {@code name[0]} of {@code Patient.name[0].family}. */
  private static String top(String path) {
    String within = path.substring(PATIENT.length() + 1);
    int end = within.indexOf('.');
    return end < 0 ? within : within.substring(0, end);
  }
}
