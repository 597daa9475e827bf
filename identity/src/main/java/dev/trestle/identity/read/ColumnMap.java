package dev.trestle.identity.read;

import dev.trestle.identity.people.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which column holds what: {@code id=rec_id,family=surname,other.job=occupation}. An attribute may
 * stand several times: lines of an address are put together, other values all count.
 */
public record ColumnMap(List<Column> columns) {
  /** How many {@code other.NAME} there may be. */
  static final int MOST_OTHERS = 10;

  /**
   * A column.
   *
   * @param attribute what it holds
   * @param detail what stands after the dot, or empty
   * @param name as the file's first line has it
   */
  public record Column(Attribute attribute, String detail, String name) {}

  public ColumnMap {
    columns = List.copyOf(columns);
  }

  /**
   * Reads the text of the option.
   *
   * @throws IllegalArgumentException what is wrong with it
   */
  public static ColumnMap parse(String text) {
    List<Column> columns = new ArrayList<>();
    for (String one : text.split(",")) {
      int equals = one.indexOf('=');
      if (equals < 1 || equals == one.length() - 1) {
        throw new IllegalArgumentException(
            "'" + one.strip() + "' is not ATTRIBUTE=COLUMN, as in id=rec_id,family=surname");
      }
      String word = one.substring(0, equals).strip();
      Attribute attribute =
          Attribute.of(word)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "there is no attribute '"
                              + word
                              + "'. There are: "
                              + String.join(", ", Attribute.words())));
      String detail = attribute.isNamed() ? word.substring(word.indexOf('.') + 1) : "";
      columns.add(new Column(attribute, detail, one.substring(equals + 1).strip()));
    }
    ColumnMap map = new ColumnMap(columns);
    map.check();
    return map;
  }

  private void check() {
    if (columns.stream().filter(column -> column.attribute() == Attribute.ID).count() != 1) {
      throw new IllegalArgumentException("exactly one column is the id: id=COLUMN");
    }
    if (columns.size() == 1) {
      throw new IllegalArgumentException("besides the id at least one column is to be compared");
    }
    if (others().size() > MOST_OTHERS) {
      throw new IllegalArgumentException("at most " + MOST_OTHERS + " columns are other.NAME");
    }
  }

  /** Names of {@code other.NAME}, each once. */
  public List<String> others() {
    Set<String> names = new TreeSet<>();
    for (Column column : columns) {
      if (column.attribute() == Attribute.OTHER) {
        names.add(column.detail());
      }
    }
    return List.copyOf(names);
  }
}
