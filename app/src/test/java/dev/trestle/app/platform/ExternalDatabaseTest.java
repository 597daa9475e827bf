package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.app.site.DefaultSite;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.postgres.testing.TestDatabase;
import dev.trestle.transport.mllp.SendResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --database-url}: somebody else's PostgreSQL, with the same demands. */
class ExternalDatabaseTest {
  private static final String ADMIT =
      "MSH|^~\\&|REG|MERCY|TRESTLE|TRESTLE|20260105080000||ADT^A04|1|P|2.5.1\r"
          + "EVN|A04|20260105080000\rPID|1||4711^^^MRN^MR||Berg^Anna||19800517|F\r"
          + "PV1|1|O|||||||||||||||||V1\r";
  private static final String SECRET = "s3cr:t";

  @TempDir private Path folder = Path.of("");

  @Test
  void whatIsReceivedStaysThereOverARestart() {
    try (TestDatabase database = TestDatabase.create()) {
      String url = Wire.url(database.address());
      try (Platform platform = start(url)) {
        assertThat(Wire.send(platform.mllpPort("mllp"), platform.certificate(), ADMIT))
            .isInstanceOf(SendResult.Answered.class);
        assertThat(platform.awaitIdle(Duration.ofMinutes(1))).isTrue();
      }
      try (Platform again = start(url)) {
        assertThat(again.balance().applied()).isEqualTo(1);
        assertThat(again.balance().closes()).isTrue();
      }
    }
  }

  @Test
  void aDatabaseThatAnswersBeforeTheFlushIsRefused() {
    try (TestDatabase database = TestDatabase.withoutDurability()) {
      assertRefused(
          () -> start(Wire.url(database.address())).close(), ProblemCode.DATABASE_NOT_DURABLE);
    }
  }

  @Test
  void aServerWithoutTlsIsRefusedWhenTheUrlAsksForTls() {
    try (TestDatabase database = TestDatabase.create()) {
      assertRefused(
          () -> start(Wire.url(database.address()) + "?sslmode=require").close(),
          ProblemCode.DATABASE_UNAVAILABLE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://trestle:s3cr%3At@localhost/trestle",
        "postgresql://trestle@localhost/trestle?password=s3cr:t",
        "postgresql://trestle:s3cr:t@/trestle",
        "postgresql://trestle:s3cr:t@local host/trestle",
        "postgresql://trestle:s3cr:t%zz@localhost/trestle",
        "postgresql://trestle:s3cr:t@localhost"
      })
  void anAddressThatCannotBeReadIsNotQuoted(String url) {
    assertThatThrownBy(() -> DatabaseUrl.parse(url))
        .isInstanceOf(TrestleException.class)
        .hasNoCause()
        .hasMessageContaining("postgresql://USER:PASSWORD@HOST:PORT/DATABASE")
        .message()
        .doesNotContain(SECRET)
        .doesNotContain("s3cr");
  }

  @Test
  void passwordsMayHoldAnyCharacterAndParametersGoToTheDriver() {
    var address =
        DatabaseUrl.parse("postgresql://anna:a%40b+c%2F@db.example:6000/main?sslmode=verify-full");
    assertThat(address.user()).isEqualTo("anna");
    assertThat(address.password()).isEqualTo("a@b+c/");
    assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example:6000/main");
    assertThat(address.parameters()).containsEntry("sslmode", "verify-full");
    assertThat(address.toString()).doesNotContain("a@b");
  }

  private Platform start(String url) {
    return Platform.start(
        PlatformSettings.in(folder.resolve("data"), DefaultSite.on(0, true, ZoneOffset.UTC), 0)
            .withDatabaseUrl(url),
        progress -> {});
  }

  private static void assertRefused(ThrowingCallable starting, ProblemCode code) {
    assertThatThrownBy(starting)
        .isInstanceOfSatisfying(
            TrestleException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }
}
