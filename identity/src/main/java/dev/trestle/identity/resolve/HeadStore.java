package dev.trestle.identity.resolve;

import org.jdbi.v3.core.Handle;

/** Table {@code identity_head}: how far the resolver is. */
final class HeadStore {
  private static final String READ = "select last_updated, merge_id, method from identity_head";
  private static final String MORE =
      """
      select exists (select from identity_again)
          or exists (select from link_decision
                      where kind in (1, 8, 9) and id > (select merge_id from identity_head))
      """;
  private static final String MOVE =
      "update identity_head set last_updated = :lastUpdated, merge_id = :mergeId, method = :method";

  private HeadStore() {}

  /**
   * How far it is.
   *
   * @param lastUpdatedMicros Patients up to here
   * @param mergeId merges by sources up to here
   * @param method by which model and authorities
   */
  record Head(long lastUpdatedMicros, long mergeId, String method) {}

  static Head read(Handle handle) {
    return handle
        .createQuery(READ)
        .map(
            (row, context) ->
                new Head(
                    row.getLong("last_updated"), row.getLong("merge_id"), row.getString("method")))
        .one();
  }

  /** Whether there are merges or records to be compared again. */
  static boolean more(Handle handle) {
    return handle.createQuery(MORE).mapTo(Boolean.class).one();
  }

  static void move(Handle handle, Head head) {
    handle
        .createUpdate(MOVE)
        .bind("lastUpdated", head.lastUpdatedMicros())
        .bind("mergeId", head.mergeId())
        .bind("method", head.method())
        .execute();
  }
}
