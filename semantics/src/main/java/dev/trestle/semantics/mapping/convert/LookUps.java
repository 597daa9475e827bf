package dev.trestle.semantics.mapping.convert;

import dev.trestle.kernel.statement.Origin;
import dev.trestle.semantics.mapping.terminology.CodeTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows that one run of a rule has found, so that a value can be led back to its row. */
final class LookUps {
  private final List<LookUp> found = new ArrayList<>();

  private record LookUp(Origin.Row row, CodeTable.Target target) {}

  void clear() {
    found.clear();
  }

  void add(String table, String code, CodeTable.Target target) {
    found.add(new LookUp(new Origin.Row(table, code.strip()), target));
  }

  /** The last row that says this, or null: then the value is not of a table. */
  Origin.@Nullable Row rowOf(String value) {
    for (int i = found.size() - 1; i >= 0 && !value.isEmpty(); i--) {
      CodeTable.Target target = found.get(i).target();
      if (value.equals(target.code())
          || value.equals(target.system())
          || value.equals(target.display())) {
        return found.get(i).row();
      }
    }
    return null;
  }
}
