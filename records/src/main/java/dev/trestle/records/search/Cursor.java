package dev.trestle.records.search;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.records.store.SearchStore;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;

/** The place where the next page begins: opaque, and signed for its query. */
final class Cursor {
  private static final String KEY = "search-cursor";
  private static final int BYTES = 3 * Long.BYTES;
  private final Keyring keyring;
  private final String query;

  /**
   * Cursors of a query.
   *
   * @param query everything but the cursor itself
   */
  Cursor(Keyring keyring, String query) {
    this.keyring = keyring;
    this.query = query;
  }

  String write(SearchStore.After after) {
    byte[] bytes =
        ByteBuffer.allocate(BYTES)
            .putLong(after.key())
            .putLong(after.rid())
            .putLong(signature(after))
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  SearchStore.After read(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      if (bytes.length == BYTES) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        SearchStore.After after = new SearchStore.After(in.getLong(), in.getLong());
        if (in.getLong() == signature(after)) {
          return after;
        }
      }
    } catch (IllegalArgumentException notBase64) {
      throw invalid(notBase64);
    }
    throw invalid(null);
  }

  private static TrestleException invalid(
      @org.jspecify.annotations.Nullable RuntimeException cause) {
    String text = "The cursor is not one of this query: follow the link as it was given";
    return cause == null
        ? new TrestleException(ProblemCode.REQUEST_INVALID, text)
        : new TrestleException(ProblemCode.REQUEST_INVALID, text, cause);
  }

  private long signature(SearchStore.After after) {
    return keyring
        .index(KEY)
        .hash64(List.of(query, Long.toString(after.key()), Long.toString(after.rid())));
  }
}
