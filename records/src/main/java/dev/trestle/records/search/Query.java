package dev.trestle.records.search;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.records.index.Parameter;
import dev.trestle.records.index.Parameters;
import dev.trestle.records.store.SearchStore.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A query taken apart.
 *
 * @param criteria parameters that select
 * @param order column that sorts, when the database can
 * @param sealedSort parameter whose sealed values sort, else null
 * @param descending from high to low
 * @param count hits of a page
 * @param cursor where the page begins, or null
 */
record Query(
    List<QueryParameter> criteria,
    Order order,
    @Nullable Parameter sealedSort,
    boolean descending,
    int count,
    @Nullable String cursor) {
  static final int COUNT_DEFAULT = 50;

  /** Most hits of a page; a higher {@code _count} gives this. */
  static final int COUNT_LIMIT = 1000;

  static final String CURSOR = "_cursor";

  static Query parse(String type, List<QueryParameter> parameters) {
    List<QueryParameter> criteria = new ArrayList<>();
    Optional<QueryParameter> sort = Optional.empty();
    int count = COUNT_DEFAULT;
    String cursor = null;
    for (QueryParameter parameter : parameters) {
      switch (parameter.name()) {
        case "_sort" -> sort = Optional.of(parameter);
        case "_count" -> count = count(parameter.value());
        case CURSOR -> cursor = parameter.value();
        case "_total" -> requireNone(parameter.value());
        default -> criteria.add(parameter);
      }
    }
    String by = sort.map(QueryParameter::value).orElse("");
    boolean descending = by.startsWith("-");
    String name = descending ? by.substring(1) : by;
    Order order = name.isEmpty() ? usual(criteria) : order(type, name);
    Parameter sealed = order == Order.RID && !name.isEmpty() ? sealed(type, name) : null;
    return new Query(List.copyOf(criteria), order, sealed, descending, count, cursor);
  }

  /** Who asks for what changed wants it in that order, and the index has it so. */
  private static Order usual(List<QueryParameter> criteria) {
    return criteria.stream().anyMatch(criterion -> criterion.base().equals("_lastUpdated"))
        ? Order.LAST_UPDATED
        : Order.RID;
  }

  private static Order order(String type, String name) {
    if (name.equals("_lastUpdated")) {
      return Order.LAST_UPDATED;
    }
    boolean isDate =
        Parameters.find(type, name).filter(p -> p.kind() == Parameter.Kind.DATE).isPresent();
    return isDate ? Order.DATE : Order.RID;
  }

  private static Parameter sealed(String type, String name) {
    return Parameters.find(type, name)
        .filter(p -> p.kind() == Parameter.Kind.STRING || p.kind() == Parameter.Kind.BIRTH_DATE)
        .orElseThrow(
            () -> new TrestleException(ProblemCode.NOT_SUPPORTED, "Cannot sort by " + name));
  }

  private static int count(String text) {
    try {
      int count = Integer.parseInt(text);
      if (count >= 0) {
        return Math.min(count, COUNT_LIMIT);
      }
    } catch (NumberFormatException notANumber) {
      throw new TrestleException(ProblemCode.REQUEST_INVALID, "_count is a number", notANumber);
    }
    throw new TrestleException(ProblemCode.REQUEST_INVALID, "_count is not negative");
  }

  private static void requireNone(String total) {
    if (!total.equals("none")) {
      throw new TrestleException(
          ProblemCode.NOT_SUPPORTED, "_total is none: counting sealed hits means opening them all");
    }
  }
}
