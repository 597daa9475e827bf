package dev.trestle.kernel.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SealerTest {
  private static final byte[] PLACE = {1, 2, 3};
  private final String keyText = MasterKey.generate();
  private final VolatileDataKeys keys = new VolatileDataKeys();

  private Sealer sealerOn(String day) {
    Clock clock = Clock.fixed(Instant.parse(day + "T12:00:00Z"), ZoneOffset.UTC);
    return new Sealer(MasterKey.parse(keyText), keys, clock);
  }

  @Test
  void anyValueOpensAgainAlsoOnALaterDayAndInAnotherProcess() {
    SplittableRandom random = new SplittableRandom(42);
    for (int size : new int[] {0, 1, 99, 100, 101, 5_000, 200_000}) {
      byte[] plain = new byte[size];
      random.nextBytes(plain);
      byte[] sealed = sealerOn("2026-01-01").seal("journal", PLACE, plain);
      assertThat(sealerOn("2026-01-02").open("journal", PLACE, sealed)).isEqualTo(plain);
    }
  }

  @Test
  void aTextIsNotVisibleInItsSealedForm() {
    byte[] plain = "KUNIGUNDE".repeat(20).getBytes(StandardCharsets.UTF_8);
    byte[] sealed = sealerOn("2026-01-01").seal("journal", PLACE, plain);
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("KUNIGUNDE");
    assertThat(sealed.length).isLessThan(plain.length);
  }

  @Test
  void aSealedValueDoesNotOpenInAnotherTableOrRow() {
    Sealer sealer = sealerOn("2026-01-01");
    byte[] sealed = sealer.seal("journal", PLACE, new byte[300]);
    assertRefused(() -> sealer.open("resource", PLACE, sealed), ProblemCode.CIPHERTEXT_INVALID);
    assertRefused(
        () -> sealer.open("journal", new byte[] {9}, sealed), ProblemCode.CIPHERTEXT_INVALID);
  }

  @Test
  void noChangedByteGoesUnnoticed() {
    Sealer sealer = sealerOn("2026-01-01");
    byte[] sealed = sealer.seal("journal", PLACE, "some text".getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertRefused(() -> sealer.open("journal", PLACE, changed), ProblemCode.CIPHERTEXT_INVALID);
    }
    assertRefused(() -> sealer.open("journal", PLACE, new byte[3]), ProblemCode.CIPHERTEXT_INVALID);
  }

  @Test
  void eachDayAndPurposeHasItsOwnDataKey() {
    byte[] first = sealerOn("2026-01-01").seal("journal", PLACE, new byte[1]);
    byte[] next = sealerOn("2026-01-02").seal("journal", PLACE, new byte[1]);
    byte[] other = sealerOn("2026-01-02").seal("resource", PLACE, new byte[1]);
    assertThat(List.of(first[5], next[5], other[5])).doesNotHaveDuplicates();
  }

  @Test
  void aWrongMasterKeyIsRefusedAndMakesNoNewKeys() {
    VolatileKeyring store = new VolatileKeyring();
    Keyring.open(MasterKey.parse(keyText), store);
    int before = store.size();
    MasterKey wrong = MasterKey.parse(MasterKey.generate());
    assertRefused(() -> Keyring.open(wrong, store), ProblemCode.MASTER_KEY_WRONG);
    assertThat(store.size()).isEqualTo(before);
    assertRefused(() -> MasterKey.parse("hello"), ProblemCode.MASTER_KEY_WRONG);
    assertRefused(() -> MasterKey.parse("trestle-master-key-1:***"), ProblemCode.MASTER_KEY_WRONG);
  }

  @Test
  void hashesDependOnTheKeyTheParameterAndTheStructure() {
    Keyring keyring = Keyring.open(MasterKey.parse(keyText), new VolatileKeyring());
    Keyring other = Keyring.open(MasterKey.parse(keyText), new VolatileKeyring());
    List<String> value = List.of("ab", "c");
    assertThat(keyring.naming().hash128(value)).isEqualTo(keyring.naming().hash128(value));
    assertThat(keyring.naming().hash128(value)).isNotEqualTo(other.naming().hash128(value));
    assertThat(keyring.naming().hash128(value))
        .isNotEqualTo(keyring.naming().hash128(List.of("a", "bc")));
    assertThat(keyring.index("family").hash64(value))
        .isNotEqualTo(keyring.index("given").hash64(value));
    assertThat(keyring.naming().hash128(value).toUuidVersion8().version()).isEqualTo(8);
    assertThat(keyring.naming().hash128(value).toUuidVersion8().variant()).isEqualTo(2);
  }

  private static void assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, ProblemCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            TrestleException.class, problem -> assertThat(problem.code()).isEqualTo(code));
  }
}
