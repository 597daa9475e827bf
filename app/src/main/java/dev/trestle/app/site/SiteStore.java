package dev.trestle.app.site;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.orchestration.journal.SqlFailures;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * The versions of the site, which never change, and the ledger of their activations, which only
 * grows. The active version is that of the last activation.
 */
public final class SiteStore {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PURPOSE = "site_version";

  /** A look-up waits here for a commit whose answer was lost and that may still be under way. */
  private static final String ONE_AT_A_TIME =
      "lock table site_activation in share row exclusive mode";

  private final Jdbi jdbi;
  private final Sealer sealer;

  public SiteStore(DataSource database, Sealer sealer) {
    this.jdbi = Jdbi.create(database);
    this.sealer = sealer;
  }

  /** Keeps a version; one that is there already stays as it is. */
  public void keep(SiteVersion version) {
    byte[] hash = HexFormat.of().parseHex(version.hash());
    byte[] files = sealer.seal(PURPOSE, hash, JSON.writeValueAsBytes(version.texts()));
    SqlFailures.guarded(
        "A version of the site could not be kept",
        () ->
            jdbi.inTransaction(
                handle ->
                    handle
                        .createUpdate(
                            """
                            insert into site_version (hash, files, file_count)
                            values (:hash, :files, :count) on conflict (hash) do nothing
                            """)
                        .bind("hash", hash)
                        .bind("files", files)
                        .bind("count", version.texts().size())
                        .execute()));
  }

  /**
   * Makes a kept version the active one; it is committed when this returns.
   *
   * @param request an id by which it can be looked up when the answer to the commit is lost
   * @param replay the replay that was known before, or null
   * @throws TrestleException DATABASE_UNAVAILABLE: then it is not known whether it was committed
   */
  public void activate(
      UUID request,
      String hash,
      String actor,
      String reason,
      SiteActivation.Kind kind,
      @Nullable Long replay) {
    SqlFailures.guarded(
        "The site could not be activated",
        () ->
            jdbi.inTransaction(
                handle -> {
                  handle.execute(ONE_AT_A_TIME);
                  return handle
                      .createUpdate(
                          """
                          insert into site_activation (request, hash, actor, reason, kind, replay)
                          values (:request, :hash, :actor, :reason, :kind,
                                  :replay)
                          """)
                      .bind("request", request)
                      .bind("hash", HexFormat.of().parseHex(hash))
                      .bind("actor", actor)
                      .bind("reason", reason)
                      .bind("kind", kind.name().toLowerCase(Locale.ROOT))
                      .bind("replay", replay)
                      .execute();
                }));
  }

  /**
   * Whether an activation was committed.
   *
   * @throws TrestleException DATABASE_UNAVAILABLE: it is still not known
   */
  public boolean wasActivated(UUID request) {
    return SqlFailures.guarded(
        "The ledger of activations could not be read",
        () ->
            jdbi.inTransaction(
                handle -> {
                  handle.execute(ONE_AT_A_TIME);
                  return handle
                      .createQuery(
                          "select exists (select from site_activation where request = :request)")
                      .bind("request", request)
                      .mapTo(Boolean.class)
                      .one();
                }));
  }

  /** The hash of the active version; empty before the first activation. */
  public Optional<String> active() {
    return history(1).stream().findFirst().map(SiteActivation::hash);
  }

  /** The last activations, newest first. */
  public List<SiteActivation> history(int limit) {
    return SqlFailures.guarded(
        "The ledger of activations could not be read",
        () ->
            jdbi.withHandle(
                handle ->
                    handle
                        .createQuery(
                            """
                            select a.id, encode(a.hash, 'hex') as hash, a.at, a.actor, a.reason, a.kind,
                                   r.id as replay, r.ended_at, r.compared, r.differ
                              from site_activation a
                              left join site_replay r on r.id = a.replay
                             order by a.id desc limit :limit
                            """)
                        .bind("limit", limit)
                        .map((row, context) -> activation(row))
                        .list()));
  }

  /**
   * The last finished replay of a version.
   *
   * @param before the version that it was compared with
   */
  public Optional<SiteActivation.Replayed> replayed(String hash, String before) {
    return SqlFailures.guarded(
            "Replays of the site could not be read",
            () ->
                jdbi.withHandle(
                    handle ->
                        handle
                            .createQuery(
                                """
                            select id as replay, ended_at, compared, differ from site_replay
                             where hash = :hash and before = :before and ended_at is not null
                             order by id desc limit 1
                            """)
                            .bind("hash", HexFormat.of().parseHex(hash))
                            .bind("before", before)
                            .map((row, context) -> replayed(row))
                            .findFirst()))
        .flatMap(found -> found);
  }

  private static SiteActivation activation(ResultSet row) throws SQLException {
    return new SiteActivation(
        row.getLong("id"),
        row.getString("hash"),
        row.getTimestamp("at").toInstant(),
        row.getString("actor"),
        row.getString("reason"),
        SiteActivation.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        replayed(row));
  }

  private static Optional<SiteActivation.Replayed> replayed(ResultSet row) throws SQLException {
    Timestamp ended = row.getTimestamp("ended_at");
    return ended == null
        ? Optional.empty()
        : Optional.of(
            new SiteActivation.Replayed(
                row.getLong("replay"),
                ended.toInstant(),
                row.getLong("compared"),
                row.getLong("differ")));
  }

  /** The version that was active before the active one; empty when there was none. */
  public Optional<String> before() {
    return SqlFailures.guarded(
        "The ledger of activations could not be read",
        () ->
            jdbi.withHandle(
                handle ->
                    handle
                        .createQuery(
                            """
                            select encode(hash, 'hex') from site_activation
                             where hash <> (select hash from site_activation order by id desc limit 1)
                             order by id desc limit 1
                            """)
                        .mapTo(String.class)
                        .findOne()));
  }

  /**
   * The full hash that begins like this.
   *
   * @throws TrestleException NOT_FOUND; REQUEST_INVALID when several do
   */
  public String resolve(String beginning) {
    if (!beginning.matches("[0-9a-f]{4,64}")) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID,
          "A version is named by its hash, or at least the first four of its digits (0-9, a-f)");
    }
    List<String> found =
        SqlFailures.guarded(
            "The versions of the site could not be read",
            () -> jdbi.withHandle(handle -> beginningWith(handle, beginning)));
    if (found.isEmpty()) {
      throw new TrestleException(
          ProblemCode.NOT_FOUND,
          "There is no version " + beginning + ". `trestle site history` lists them.");
    }
    if (found.size() > 1) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID,
          "Several versions begin with "
              + beginning
              + ": "
              + found.stream().map(SiteVersion::shortened).collect(Collectors.joining(", ")));
    }
    return found.get(0);
  }

  private static List<String> beginningWith(Handle handle, String beginning) {
    return handle
        .createQuery(
            """
            select encode(hash, 'hex') from site_version
             where encode(hash, 'hex') like :beginning || '%' order by 1 limit 5
            """)
        .bind("beginning", beginning)
        .mapTo(String.class)
        .list();
  }

  /**
   * The files of a version.
   *
   * @throws TrestleException NOT_FOUND
   */
  public List<SiteText> texts(String hash) {
    byte[] key = HexFormat.of().parseHex(hash);
    byte[] sealed =
        SqlFailures.guarded(
                "A version of the site could not be read",
                () ->
                    jdbi.withHandle(
                        handle ->
                            handle
                                .createQuery("select files from site_version where hash = :hash")
                                .bind("hash", key)
                                .mapTo(byte[].class)
                                .findOne()))
            .orElseThrow(
                () -> new TrestleException(ProblemCode.NOT_FOUND, "There is no version " + hash));
    String json = new String(sealer.open(PURPOSE, key, sealed), StandardCharsets.UTF_8);
    ArrayNode files = (ArrayNode) JSON.readTree(json);
    return files
        .valueStream()
        .map(file -> new SiteText(file.path("path").asString(), file.path("text").asString()))
        .toList();
  }
}
