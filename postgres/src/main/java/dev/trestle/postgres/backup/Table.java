package dev.trestle.postgres.backup;

import java.util.List;

/**
 * A table with rows of its own.
 *
 * @param name as in the catalogue, without quotes
 * @param columns those that are stored and not generated, in their order
 */
record Table(String name, List<String> columns) {
  Table {
    columns = List.copyOf(columns);
  }
}
