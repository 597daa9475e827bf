package dev.trestle.app.http;

import dev.trestle.app.audit.AuditExport;
import dev.trestle.app.audit.AuditKeys;
import dev.trestle.app.audit.AuditReports;
import dev.trestle.app.audit.AuditSearch;
import dev.trestle.app.audit.BlockSealer;
import dev.trestle.app.audit.ChainCheck;

/** The parts of the audit that HTTP shows. */
public record AuditParts(
    BlockSealer sealer,
    ChainCheck check,
    AuditSearch search,
    AuditExport export,
    AuditReports reports,
    AuditKeys keys) {}
