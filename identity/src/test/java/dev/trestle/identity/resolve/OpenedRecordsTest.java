package dev.trestle.identity.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.identity.Arrivals;
import dev.trestle.identity.People;
import dev.trestle.identity.match.AuthoritySystems;
import dev.trestle.identity.match.Matcher;
import dev.trestle.identity.match.Matcher.Opened;
import dev.trestle.identity.model.LinkModelResource;
import dev.trestle.identity.resolve.HeadStore.Head;
import dev.trestle.kernel.record.PatientChanges.PatientVersion;
import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.kernel.sealing.Sealer;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What is kept opened in memory never speaks for what the table no longer says. */
class OpenedRecordsTest {
  private static final String PHONE = "2175611234";
  private static final Head HEAD = new Head(1, 0, "method");
  private final Matcher matcher =
      new Matcher(
          LinkModelResource.standard(),
          new AuthoritySystems(new TreeSet<>(), new TreeMap<>()),
          Keyring.fixedForOfflineUse(),
          Sealer.inMemory());

  @Test
  void processesThatTakeTurnsSeeWhatTheOtherHasWritten() {
    try (Arrivals world = new Arrivals()) {
      Resolver other = world.anotherProcess();
      world.arrive("a1", anna("a"));
      world.resolver.drain();
      world.arrive("a1", otto("a"));
      other.drain();
      world.arrive("b1", anna("b"));
      world.resolver.drain();
      assertThat(world.reviewedPairs()).as("a1 is no longer Anna").isEmpty();
      world.arrive("a1", anna("a"));
      world.resolver.drain();
      world.arrive("a2", anna("a"));
      other.drain();
      assertThat(world.reviewedPairs()).containsExactly("a1+a2", "a1+b1", "a2+b1");
    }
  }

  @Test
  void nothingCountsAfterATransactionOfUnknownEnd() {
    OpenedRecords records = new OpenedRecords();
    records.begin(HEAD);
    records.committed(HEAD, List.of(opened(1, "Anna")));
    records.begin(HEAD);
    assertThat(records.find(1)).isNotNull();
    records.begin(HEAD);
    assertThat(records.find(1)).isNull();
  }

  @Test
  void moreThanTheLimitIsNotKept() {
    OpenedRecords records = new OpenedRecords();
    records.begin(HEAD);
    records.committed(HEAD, List.of(opened(1, "Anna")));
    assertThat(records.find(1)).isNotNull();
    records.committed(HEAD, List.of(opened(1, "A".repeat(OpenedRecords.KEPT_LETTERS))));
    assertThat(records.find(1)).as("too long").isNull();
    for (long rid = 1; rid <= OpenedRecords.KEPT_RECORDS + 5; rid++) {
      records.committed(HEAD, List.of(opened(rid, "Anna")));
    }
    assertThat(records.size()).isEqualTo(OpenedRecords.KEPT_RECORDS);
    assertThat(records.find(5)).isNull();
    assertThat(records.find(6)).isNotNull();
  }

  private Opened opened(long rid, String given) {
    ObjectNode patient = People.at("a", given, "Quistgaard", "1961-02-13");
    return matcher.profile(new PatientVersion(rid, new UUID(0, rid), rid, rid, patient)).opened();
  }

  private static ObjectNode anna(String healthSystem) {
    return People.withHome(
        People.at(healthSystem, "Anna", "Quistgaard", "1961-02-13"), "", "", PHONE);
  }

  private static ObjectNode otto(String healthSystem) {
    return People.withHome(People.at(healthSystem, "Otto", "Maurer", "1988-12-01"), "", "", PHONE);
  }
}
