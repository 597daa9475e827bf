package dev.trestle.app.security;

import dev.trestle.kernel.sealing.Sealer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Who saw a link that should not have been: answers in which both stood, and questions about the
 * one that were answered with the other's data.
 */
public final class LinkedReadStore {
  /** Events looked through for one link; the questions of the candidates are opened. */
  public static final int EVENTS_LIMIT = 10_000;

  private static final String CANDIDATES =
      """
      select event, at, actor, action, patients, detail from audit_event
       where at between :from and :to and patients && cast(:all as uuid[])
         and action not like 'identity-%' and action not like 'review-%'
         and action not like 'audit-%'
       order by id limit :limit
      """;

  private final Jdbi jdbi;
  private final Sealer sealer;

  public LinkedReadStore(DataSource database, Sealer sealer) {
    this.jdbi = Jdbi.create(database);
    this.sealer = sealer;
  }

  /** One read. */
  public record Event(Instant at, String actor, String action) {}

  /**
   * What was found.
   *
   * @param complete false when there were more events than the limit
   */
  public record Found(boolean complete, List<Event> events) {
    public Found {
      events = List.copyOf(events);
    }
  }

  private record Candidate(Event event, Set<UUID> patients, String question) {
    @Override
    public String toString() {
      return "Candidate";
    }
  }

  /**
   * Reads of the linked view.
   *
   * @param first Patients of the one side
   * @param second Patients of the other
   */
  public Found find(Set<UUID> first, Set<UUID> second, Instant from, Instant to) {
    Set<UUID> all = new HashSet<>(first);
    all.addAll(second);
    List<Candidate> candidates =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(CANDIDATES)
                    .bind("from", from.atOffset(ZoneOffset.UTC))
                    .bind("to", to.atOffset(ZoneOffset.UTC))
                    .bindArray("all", UUID.class, all.toArray())
                    .bind("limit", EVENTS_LIMIT + 1)
                    .map(
                        (row, context) ->
                            new Candidate(
                                new Event(
                                    row.getTimestamp("at").toInstant(),
                                    row.getString("actor"),
                                    row.getString("action")),
                                uuids(row.getArray("patients").getArray()),
                                question(
                                    row.getObject("event", UUID.class), row.getBytes("detail"))))
                    .list());
    List<Event> events = new ArrayList<>();
    for (Candidate candidate : candidates) {
      if (concerns(candidate, first) && concerns(candidate, second)) {
        events.add(candidate.event());
      }
    }
    return new Found(candidates.size() <= EVENTS_LIMIT, events);
  }

  private static boolean concerns(Candidate candidate, Set<UUID> side) {
    return side.stream()
        .anyMatch(
            id ->
                candidate.patients().contains(id) || candidate.question().contains(id.toString()));
  }

  private static Set<UUID> uuids(Object array) {
    Set<UUID> ids = new HashSet<>();
    Arrays.stream((Object[]) array).forEach(id -> ids.add((UUID) id));
    return ids;
  }

  private String question(@Nullable UUID event, byte @Nullable [] detail) {
    if (detail == null) {
      return "";
    }
    byte[] text = sealer.open(AuditStore.SEALED, AuditStore.place(event), detail);
    return URLDecoder.decode(new String(text, StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
