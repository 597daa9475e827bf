package dev.trestle.postgres.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskGuardTest {
  private static final long PAUSE = 1_000;
  private static final long RESUME = 2_000;
  private static final long BALLAST = 100;

  private final AtomicLong room = new AtomicLong(RESUME + 2 * BALLAST);
  private final List<DiskState> told = new ArrayList<>();
  private final Path ballast;
  private final DiskGuard guard;

  DiskGuardTest(@TempDir Path folder) {
    ballast = folder.resolve("ballast");
    DiskLimits limits = new DiskLimits(PAUSE, RESUME, BALLAST, Duration.ofHours(1));
    guard = new DiskGuard(folder, limits, room::get);
    guard.subscribe(told::add);
  }

  @AfterEach
  void close() {
    guard.close();
  }

  @Test
  void intakeStopsAtTheWatermarkAndGoesOnWellAboveIt() {
    for (long bytes :
        List.of(RESUME + 1, PAUSE + 1, PAUSE, PAUSE + 1, RESUME, RESUME + 1, PAUSE + 1)) {
      look(bytes);
    }
    assertThat(told).containsExactly(DiskState.ROOMY, DiskState.LOW, DiskState.ROOMY);
  }

  @Test
  void theBallastIsGivenUpForARecoveryOnlyAndMadeAgainWithRoom() {
    look(RESUME);
    assertThat(ballast).hasSize(BALLAST);

    look(PAUSE);
    guard.makeRoomForRecovery();
    assertThat(ballast).as("there is room for a recovery").hasSize(BALLAST);

    room.set(BALLAST - 1);
    guard.makeRoomForRecovery();
    assertThat(ballast).doesNotExist();
    assertThat(guard.state()).isEqualTo(DiskState.CRITICAL);

    look(RESUME + BALLAST);
    assertThat(guard.state()).as("open again, the ballast follows").isEqualTo(DiskState.ROOMY);
    look(RESUME + BALLAST + 1);
    assertThat(ballast).hasSize(BALLAST);
    assertThat(told)
        .containsExactly(DiskState.ROOMY, DiskState.LOW, DiskState.CRITICAL, DiskState.ROOMY);
  }

  @Test
  void whatTheBallastLeavesIsNeverTakenForRoom(@TempDir Path other) {
    // The most that can be free when the ballast is given up is one byte less than the ballast.
    DiskLimits tight = new DiskLimits(0, 2 * BALLAST, BALLAST, Duration.ofHours(1));
    AtomicLong free = new AtomicLong(RESUME);
    Path file = other.resolve("ballast");
    try (DiskGuard small =
        new DiskGuard(other, tight, () -> free.get() - (Files.exists(file) ? BALLAST : 0))) {
      small.look();
      assertThat(file).hasSize(BALLAST);
      free.set(BALLAST);
      small.look();
      assertThat(small.state()).isEqualTo(DiskState.LOW);
      free.set(2 * BALLAST - 1);
      small.makeRoomForRecovery();
      assertThat(file).doesNotExist();
      assertThat(small.state()).isEqualTo(DiskState.CRITICAL);
    }
  }

  @Test
  void limitsThatWouldTakeItForRoomAreRejected() {
    assertThatThrownBy(() -> new DiskLimits(0, 2 * BALLAST - 1, BALLAST, Duration.ofHours(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("twice the ballast");
  }

  private void look(long bytes) {
    room.set(bytes);
    guard.look();
  }
}
