package dev.trestle.app.http;

import dev.trestle.app.person.ChangeWaits;
import dev.trestle.app.person.GoldenPersons;
import dev.trestle.identity.link.LinkStore;
import dev.trestle.identity.link.PersonChangeStore;
import dev.trestle.identity.link.PersonStore;
import dev.trestle.identity.resolve.Matching;
import dev.trestle.identity.resolve.Resolver;
import dev.trestle.identity.review.Decisions;
import dev.trestle.records.overlay.AlarmStore;
import java.util.function.Supplier;

/** The parts of identity that HTTP shows. */
public record IdentityParts(
    LinkStore links,
    PersonStore persons,
    PersonChangeStore changes,
    ChangeWaits waits,
    GoldenPersons golden,
    Decisions decisions,
    Matching matching,
    ModelDesk models,
    AlarmStore alarms,
    ReviewDesk desk,
    Supplier<Resolver.State> state) {}
