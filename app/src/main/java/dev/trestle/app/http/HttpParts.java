package dev.trestle.app.http;

import dev.trestle.app.security.AuditLog;
import dev.trestle.app.security.LinkedReadStore;
import dev.trestle.app.security.TokenStore;
import dev.trestle.app.security.Users;
import dev.trestle.app.site.SiteControl;
import dev.trestle.app.validator.HapiValidation;
import dev.trestle.orchestration.balance.BalanceStore;
import dev.trestle.orchestration.chart.ChartGaps;
import dev.trestle.orchestration.exceptions.ExceptionNotes;
import dev.trestle.orchestration.exceptions.Exceptions;
import dev.trestle.orchestration.intake.IncidentStore;
import dev.trestle.orchestration.source.Sources;
import dev.trestle.orchestration.traffic.Traffic;
import dev.trestle.records.deletion.PauseStore;
import dev.trestle.records.read.RecordReader;
import dev.trestle.records.search.RecordSearch;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;

/** The parts of the platform that HTTP shows. */
public record HttpParts(
    BalanceStore balance,
    IncidentStore incidents,
    Exceptions exceptions,
    ExceptionNotes notes,
    Sources sources,
    IdentityParts identity,
    TokenStore tokens,
    Users users,
    MessageParts messages,
    AuditLog audit,
    AuditParts auditing,
    LinkedReadStore linkedReads,
    PauseStore deletions,
    RecordReader reader,
    RecordSearch search,
    StatusSource status,
    SiteControl site,
    StoredParts stored,
    BackupSource backups,
    ChartGaps charts,
    HapiValidation hapi,
    TraceParts traces,
    MeterBinder meters,
    Traffic traffic,
    Clock clock) {}
