package dev.trestle.app.audit;

import dev.trestle.app.audit.Report.Cell;
import dev.trestle.app.audit.Report.Table;
import dev.trestle.app.security.AuditEvent;
import dev.trestle.app.security.Role;
import dev.trestle.app.security.TokenStore;
import dev.trestle.app.security.Users;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.kernel.site.Site;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** Makes the reports that auditors ask for, dated and signed. */
public final class AuditReports {
  /** Events of one table; more, and the report says that there are. */
  static final int ROWS_LIMIT = 50_000;

  private static final List<String> EXPORTS =
      List.of(
          "backup",
          "audit-export",
          "audit-report",
          "impact-export",
          "message-download",
          "message-export");
  private static final List<String> ROLE_CHANGES =
      List.of(
          "user-create",
          "user-roles",
          "user-enable",
          "user-disable",
          "user-password-reset",
          "user-password-change",
          "token-create",
          "token-revoke",
          "access-denied",
          "sign-in-refused");
  private static final List<String> EVENT_COLUMNS =
      List.of("time", "who", "action", "outcome", "patients", "what", "event");

  private final Jdbi jdbi;
  private final AuditSearch search;
  private final TokenStore tokens;
  private final Users users;
  private final AuditKeys keys;
  private final Supplier<Site> site;
  private final Clock clock;

  /**
   * @param site the active one
   */
  public AuditReports(
      DataSource database,
      Sealer sealer,
      TokenStore tokens,
      Supplier<Site> site,
      AuditKeys keys,
      Clock clock) {
    this.site = site;
    this.jdbi = Jdbi.create(database);
    this.search = new AuditSearch(database, sealer);
    this.tokens = tokens;
    this.users = new Users(database, clock);
    this.keys = keys;
    this.clock = clock;
  }

  /** What is asked for, which form, and by whom. */
  public record Request(
      Kind kind,
      List<UUID> patients,
      Optional<String> actor,
      Optional<Instant> from,
      Optional<Instant> to,
      boolean markdown,
      String madeBy) {
    public Request {
      patients = List.copyOf(patients);
    }
  }

  /** The reports there are. */
  public enum Kind {
    /** Who saw the data of a patient, and what they decided about it. */
    ACCESSES("Accesses to a patient"),
    /** What one user did. */
    ACTIVITY("Activity of a user"),
    /** What left this system as a whole. */
    EXPORTS("Exports and disclosures"),
    /** Who may do what, and how that changed. */
    ROLES("Roles and tokens, and their changes"),
    /** What came in through which door, and who took patients' data out. */
    FLOWS("Data flows");

    private final String title;

    Kind(String title) {
      this.title = title;
    }
  }

  /** Writes a report. */
  public void write(Request request, OutputStream out) throws IOException {
    String head =
        jdbi.withHandle(handle -> BlockStore.last(handle).orElse(Block.Link.NONE)).toString();
    Report report =
        new Report(
            request.kind().title,
            question(request),
            clock.instant(),
            request.madeBy(),
            head,
            tables(request));
    if (request.markdown()) {
      ReportText.markdown(report, keys.current(), out);
    } else {
      ReportText.json(report, keys.current(), out);
    }
  }

  private static List<Cell> question(Request request) {
    List<Cell> cells = new ArrayList<>();
    if (!request.patients().isEmpty()) {
      cells.add(
          new Cell(
              "patients",
              request.patients().stream().map(UUID::toString).collect(Collectors.joining(" "))));
    }
    request.actor().ifPresent(actor -> cells.add(new Cell("user", actor)));
    cells.add(new Cell("from", request.from().map(Instant::toString).orElse("the beginning")));
    cells.add(new Cell("to", request.to().map(Instant::toString).orElse("now")));
    return cells;
  }

  private List<Table> tables(Request request) {
    AuditQuery period = AuditQuery.ALL.between(request.from(), request.to());
    return switch (request.kind()) {
      case ACCESSES -> counted(collect(List.of(period.about(request.patients()))), true);
      case ACTIVITY -> counted(collect(List.of(period.by(request.actor().orElse("")))), false);
      case EXPORTS -> List.of(events("Exports", collect(each(period, EXPORTS))));
      case ROLES ->
          List.of(
              usersNow(),
              tokensNow(),
              events("Changes and refusals", collect(each(period, ROLE_CHANGES))));
      case FLOWS ->
          jdbi.withHandle(
              handle ->
                  DataFlow.tables(
                      handle,
                      site.get(),
                      request.from().orElse(Instant.EPOCH),
                      request.to().orElseGet(clock::instant),
                      EXPORTS));
    };
  }

  private static List<AuditQuery> each(AuditQuery period, List<String> actions) {
    return actions.stream().map(period::of).toList();
  }

  /** Events, and whether these are all. */
  private record Collected(List<AuditRecord> events, boolean complete) {}

  private Collected collect(List<AuditQuery> queries) {
    List<AuditRecord> events = new ArrayList<>();
    boolean complete = true;
    for (AuditQuery first : queries) {
      List<AuditRecord> found = new ArrayList<>();
      AuditQuery query = first.withLimit(1_000);
      List<AuditRecord> page = search.find(query);
      while (!page.isEmpty() && found.size() < ROWS_LIMIT) {
        found.addAll(page);
        page =
            page.size() < query.limit()
                ? List.of()
                : search.find(query.after(page.get(page.size() - 1).id()));
      }
      complete &= page.isEmpty();
      events.addAll(found);
    }
    events.sort(Comparator.comparing(AuditRecord::at).reversed());
    return new Collected(events, complete);
  }

  /** All events, and before them how many there were of each kind. */
  private static List<Table> counted(Collected collected, boolean byActor) {
    Map<String, Long> counts = new TreeMap<>();
    for (AuditRecord event : collected.events()) {
      counts.merge(byActor ? event.actor() : event.action(), 1L, Long::sum);
    }
    List<List<String>> rows =
        counts.entrySet().stream()
            .map(entry -> List.of(entry.getKey(), entry.getValue().toString()))
            .toList();
    return List.of(
        new Table(
            byActor ? "By user" : "By action",
            List.of(byActor ? "who" : "action", "events"),
            rows,
            collected.complete()),
        events("One by one, the newest first", collected));
  }

  private static Table events(String title, Collected collected) {
    return new Table(
        title,
        EVENT_COLUMNS,
        collected.events().stream()
            .map(
                event ->
                    List.of(
                        event.at().toString(),
                        event.actor(),
                        event.action(),
                        outcome(event.outcome()),
                        Integer.toString(event.patients().size()),
                        what(event),
                        event.id().toString()))
            .toList(),
        collected.complete());
  }

  private static String what(AuditRecord event) {
    String type = event.type().filter(one -> !one.equals(AuditEvent.ENTRY)).orElse("");
    String target =
        event.target().filter(id -> !type.isEmpty()).map(id -> type + "/" + id).orElse(type);
    return (target + " " + event.detail().orElse("")).strip();
  }

  private static String outcome(int outcome) {
    return switch (outcome) {
      case 0 -> "success";
      case 4 -> "refused";
      default -> "failed";
    };
  }

  private Table usersNow() {
    return new Table(
        "Users",
        List.of("name", "roles", "enabled", "changed"),
        users.all().stream()
            .map(
                user ->
                    List.of(
                        user.name(),
                        user.roles().stream().map(Role::id).collect(Collectors.joining(",")),
                        user.enabled() ? "yes" : "no",
                        user.changedAt().toString()))
            .toList(),
        true);
  }

  private Table tokensNow() {
    return new Table(
        "Tokens",
        List.of("name", "roles", "persons", "made", "ends", "revoked"),
        tokens.all().stream()
            .map(
                token ->
                    List.of(
                        token.name(),
                        token.roles(),
                        token.personView(),
                        token.createdAt().toString(),
                        token.expiresAt().toString(),
                        token.revokedAt().map(Instant::toString).orElse("")))
            .toList(),
        true);
  }
}
