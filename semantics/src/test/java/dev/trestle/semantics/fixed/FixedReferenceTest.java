package dev.trestle.semantics.fixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** A reference to a key is the same object in all messages, and nobody changes it. */
class FixedReferenceTest {
  @Test
  void itNamesItsKey() {
    for (int key : new int[] {0, 1, 9, 10, 127, 128, 129, 100_000}) {
      FixedReference reference = FixedReference.to(key);
      assertThat(reference.key()).isEqualTo(key);
      assertThat(reference).hasToString("{\"reference\":\"key:" + key + "\"}");
      assertThat(FixedReference.to(key)).isEqualTo(reference);
    }
    assertThat(FixedReference.to(3)).isSameAs(FixedReference.to(3));
  }

  @Test
  void nobodyChangesIt() {
    FixedReference reference = FixedReference.to(3);
    assertThatThrownBy(() -> reference.put("display", "Roe"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> reference.set("reference", JsonNodeFactory.instance.nullNode()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(FixedReference.to(3)).hasToString("{\"reference\":\"key:3\"}");
  }
}
