package dev.trestle.app.platform;

import dev.trestle.app.http.IdentityParts;
import dev.trestle.app.http.ModelDesk;
import dev.trestle.app.http.ReviewDesk;
import dev.trestle.app.person.ChangeWaits;
import dev.trestle.app.person.GoldenPersons;
import dev.trestle.app.security.AuditEvent;
import dev.trestle.app.security.AuditLog;
import dev.trestle.identity.band.AutomaticBand;
import dev.trestle.identity.golden.VerifiedStore;
import dev.trestle.identity.learn.LinkModels;
import dev.trestle.identity.link.LinkStore;
import dev.trestle.identity.link.PersonChangeStore;
import dev.trestle.identity.link.PersonStore;
import dev.trestle.identity.match.AuthoritySystems;
import dev.trestle.identity.resolve.Resolver;
import dev.trestle.identity.review.Decisions;
import dev.trestle.identity.review.KnownPairs;
import dev.trestle.identity.review.Reviewers;
import dev.trestle.identity.review.Weighing;
import dev.trestle.kernel.record.RecordApplier;
import dev.trestle.kernel.record.SamePerson;
import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.kernel.site.Site;
import dev.trestle.records.lineage.OriginReader;
import dev.trestle.records.overlay.AlarmStore;
import dev.trestle.records.read.ChartReader;
import dev.trestle.records.read.PatientReader;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Who is who, wired to the records. It stops after the way of a message and before the database.
 */
final class Identity implements AutoCloseable {
  private final LinkStore links;
  private final Resolver resolver;
  private final IdentityParts parts;
  private final ChangeWaits waits;
  private final LinkModels models;
  private final AutomaticBand band;

  /**
   * Makes it; {@link #start} starts it.
   *
   * @param busy whether messages are under way
   */
  Identity(
      DataSource database,
      Sealer sealer,
      Keyring keyring,
      Supplier<Site> site,
      BooleanSupplier busy,
      Clock clock) {
    links = new LinkStore(database, sealer);
    models = new LinkModels(database, sealer);
    band =
        new AutomaticBand(database, models::active, () -> site.get().identity().automaticTarget());
    resolver =
        new Resolver(
            database,
            new PatientReader(database, sealer),
            () -> AuthoritySystems.of(site.get()),
            band::active,
            keyring,
            sealer,
            busy);
    Weighing weighing = new Weighing(database, new ChartReader(database));
    resolver.thenWeigh(() -> weighing.run() + (band.look() ? 1 : 0));
    PersonStore persons = new PersonStore(database);
    PersonChangeStore changes = new PersonChangeStore(database);
    waits = ChangeWaits.start(changes::last);
    resolver.afterRounds(waits::hint);
    parts =
        new IdentityParts(
            links,
            persons,
            changes,
            waits,
            new GoldenPersons(
                persons,
                new OriginReader(database, sealer),
                new VerifiedStore(database, keyring, sealer),
                () -> site.get().identity().golden()),
            new Decisions(
                database, sealer, links, () -> site.get().identity().twoPersons(), this::decided),
            resolver.matching(),
            new ModelDesk(models, resolver.workbench(), resolver::hint),
            new AlarmStore(database, sealer, keyring, clock),
            new ReviewDesk(band, new Reviewers(database), new KnownPairs(database, sealer)),
            resolver::state);
  }

  /** After the commit of a person's decision. */
  private void decided() {
    resolver.hint();
    waits.hint();
  }

  void start() {
    resolver.start();
  }

  /** What the platform decides by itself is recorded as its own. */
  void audited(AuditLog audit, Clock clock) {
    band.whenTightened(
        change ->
            audit.record(
                new AuditEvent(
                    clock.instant(),
                    AutomaticBand.ACTOR,
                    "identity-band-tighten",
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.of(change.reason()))));
  }

  AutomaticBand band() {
    return band;
  }

  /** How old the Patient is that was looked at last; zero when all were. */
  Duration behind() {
    return resolver.behind();
  }

  /** The applier that writes what messages decide about identity with what it applies. */
  RecordApplier linking(RecordApplier records) {
    return links.linking(records, resolver::hint);
  }

  /** Whether an update in place speaks of another person. */
  SamePerson samePerson() {
    return resolver.samePerson();
  }

  LinkStore links() {
    return links;
  }

  IdentityParts parts() {
    return parts;
  }

  /** Waits until everything committed until now is resolved. */
  boolean awaitIdle(Duration limit) {
    return resolver.awaitIdle(limit);
  }

  @Override
  public void close() {
    waits.close();
    models.close();
    resolver.close();
  }
}
