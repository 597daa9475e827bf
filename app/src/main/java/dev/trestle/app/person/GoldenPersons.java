package dev.trestle.app.person;

import dev.trestle.identity.golden.Golden;
import dev.trestle.identity.golden.GoldenRecord;
import dev.trestle.identity.golden.GoldenRules;
import dev.trestle.identity.golden.Said;
import dev.trestle.identity.golden.SourceRecord;
import dev.trestle.identity.golden.Verified;
import dev.trestle.identity.golden.VerifiedStore;
import dev.trestle.identity.link.PersonStore;
import dev.trestle.identity.link.PersonStore.Member;
import dev.trestle.identity.link.PersonStore.Person;
import dev.trestle.identity.match.Standing;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
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
import java.util.function.Supplier;

/** Reads the golden record of a person out of the records as they are now. Thread-safe. */
public final class GoldenPersons {
  private static final String PATIENT = "Patient";

  private final PersonStore persons;
  private final OriginReader origins;
  private final VerifiedStore verified;
  private final Supplier<String> changes;
  private volatile Rules rules = new Rules("", new GoldenRecord(GoldenRules.standard()));

  /**
   * @param changes of the rules by the active site, as {@link GoldenRules#changedBy}; empty: none
   */
  public GoldenPersons(
      PersonStore persons, OriginReader origins, VerifiedStore verified, Supplier<String> changes) {
    this.changes = changes;
    this.persons = persons;
    this.origins = origins;
    this.verified = verified;
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
    Map<Long, Verified> known = verified.of(person.records().stream().map(Member::rid).toList());
    for (Member member : person.records()) {
      origins
          .current(PATIENT, member.id().toString())
          .ifPresent(
              record -> {
                records.add(record);
                sources.add(
                    source(member, record, known.getOrDefault(member.rid(), Verified.NONE)));
              });
    }
    if (records.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Known(
            person.id(),
            golden().of(person.id(), sources),
            records.stream().map(record -> record.resource().rid()).toList(),
            sources.stream().map(SourceRecord::id).toList()));
  }

  /**
   * Verifies what a record says of an element, or takes that back. Among the person's values of the
   * element it goes before all that nobody verified, for as long as the record says it and wherever
   * the record is linked.
   *
   * @param id of the record's Patient
   * @param element as a golden record names it: {@code birthDate}, {@code name official}
   * @return what is known of the person from then on
   * @throws TrestleException NOT_FOUND the record says nothing of it
   */
  public Known verify(
      UUID id, LinkedPatients view, String element, boolean isVerified, String actor, String note) {
    Member record =
        persons.find(id).stream()
            .flatMap(person -> person.records().stream())
            .filter(member -> member.id().equals(id))
            .findFirst()
            .orElseThrow(
                () -> new TrestleException(ProblemCode.NOT_FOUND, "There is no such Patient"));
    String same =
        find(id, view).stream()
            .flatMap(known -> known.golden().choices().stream())
            .filter(choice -> choice.element().equals(element))
            .flatMap(choice -> choice.saidBy(id).stream())
            .findFirst()
            .orElseThrow(
                () ->
                    new TrestleException(
                        ProblemCode.NOT_FOUND,
                        "The record says nothing of this element, or not any more"));
    verified.say(record.rid(), element.split(" ", 2)[0], same, isVerified, actor, note);
    return find(id, view).orElseThrow();
  }

  /** Rules, and the changes that made them. */
  private record Rules(String changes, GoldenRecord golden) {}

  private GoldenRecord golden() {
    String wanted = changes.get();
    Rules known = rules;
    if (!known.changes().equals(wanted)) {
      GoldenRules standard = GoldenRules.standard();
      known =
          new Rules(
              wanted, new GoldenRecord(wanted.isEmpty() ? standard : standard.changedBy(wanted)));
      rules = known;
    }
    return known.golden();
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

  private static SourceRecord source(Member member, VersionOrigin record, Verified verified) {
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
    return new SourceRecord(member.id(), stands, record.resource().json(), said, verified);
  }

  /** {@code name[0]} of {@code Patient.name[0].family}. */
  private static String top(String path) {
    String within = path.substring(PATIENT.length() + 1);
    int end = within.indexOf('.');
    return end < 0 ? within : within.substring(0, end);
  }
}
