package dev.trestle.app.http;

import dev.trestle.kernel.sealing.Hash128;
import dev.trestle.kernel.site.Authority;
import dev.trestle.kernel.site.HealthSystem;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.orchestration.intake.EntryMaker;
import dev.trestle.semantics.identifier.AuthorityResolution;
import dev.trestle.semantics.identifier.ScopedIdentifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The keys under which the journal may hold a number that a person typed: as each source of the
 * site would write it. {@code 4711^^^HOSP} names its authority; a bare number is tried under all
 * that the site lists.
 */
public final class NumberKeys {
  private static final List<String> ORDER_SPACES = List.of("placer", "filler");
  private static final int AUTHORITY = 3;
  private final MessageParts parts;

  public NumberKeys(MessageParts parts) {
    this.parts = parts;
  }

  /** Keys of Patients, by their internal numbers. */
  public List<Hash128> patients(Set<Long> rids) {
    return rids.stream()
        .flatMap(rid -> parts.patients().names(rid).stream())
        .map(Hash128::of)
        .toList();
  }

  /** Keys of a patient's number. */
  public List<Hash128> patient(String typed) {
    List<Hash128> keys = new ArrayList<>();
    for (ScopedIdentifier one : candidates(typed)) {
      keys.add(EntryMaker.patientKey(parts.keyring(), one.scope(), one.authority(), one.value()));
    }
    return keys;
  }

  /** Keys of a visit, account or order number. */
  public List<Hash128> visitOrOrder(String typed) {
    Set<Hash128> keys = new LinkedHashSet<>();
    for (ScopedIdentifier one : candidates(typed)) {
      keys.addAll(EntryMaker.otherKeys(parts.keyring(), one.scope(), one.authority(), one.value()));
    }
    String number = typed.split("\\^", -1)[0].strip();
    for (HealthSystem system : parts.site().get().healthSystems()) {
      for (String space : ORDER_SPACES) {
        keys.addAll(EntryMaker.otherKeys(parts.keyring(), system.id(), space, number));
      }
    }
    return List.copyOf(keys);
  }

  /** Keys of a control id, one for each source. */
  public List<Hash128> control(String controlId) {
    return sources().stream()
        .map(source -> EntryMaker.controlKey(parts.keyring(), source.name(), controlId.strip()))
        .toList();
  }

  private List<Source> sources() {
    return parts.site().get().healthSystems().stream()
        .flatMap(system -> system.sources().stream())
        .toList();
  }

  private Set<ScopedIdentifier> candidates(String typed) {
    String[] cells = typed.strip().split("\\^", -1);
    String value = cells[0].strip();
    String named = cells.length > AUTHORITY ? cells[AUTHORITY].strip() : "";
    Site site = parts.site().get();
    Set<ScopedIdentifier> found = new LinkedHashSet<>();
    for (Source source : sources()) {
      List<String> authorities = new ArrayList<>();
      authorities.add(named);
      if (named.isEmpty()) {
        site.healthSystem(source.name().healthSystem()).stream()
            .flatMap(system -> system.authorities().stream())
            .map(Authority::name)
            .forEach(authorities::add);
      }
      for (String authority : authorities) {
        found.add(AuthorityResolution.resolve(value, authority, "", source, site));
      }
    }
    return found;
  }
}
