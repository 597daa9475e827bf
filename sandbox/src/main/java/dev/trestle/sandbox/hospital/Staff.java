package dev.trestle.sandbox.hospital;

import dev.trestle.sandbox.seed.Draw;
import dev.trestle.sandbox.seed.Lists;
import java.util.List;

/** The physicians of a hospital. */
final class Staff {
  private static final List<List<String>> NAMES = Lists.tuples("clinic.txt", "staff");
  private final Draw draw;

  Staff(Draw draw) {
    this.draw = draw;
  }

  /** Number, family and given name. */
  List<String> member() {
    int which = draw.below(NAMES.size());
    List<String> name = NAMES.get(which);
    return List.of("D" + Draw.padded(1201 + which * 13L, 4), name.get(0), name.get(1));
  }
}
