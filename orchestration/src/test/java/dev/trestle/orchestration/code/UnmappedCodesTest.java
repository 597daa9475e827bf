package dev.trestle.orchestration.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.site.FeedFacts;
import dev.trestle.kernel.site.FeedState;
import dev.trestle.kernel.site.HealthSystem;
import dev.trestle.kernel.site.OnFailure;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.orchestration.Rig;
import dev.trestle.orchestration.Sql;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is to be mapped is counted with the messages that are settled, each once. */
class UnmappedCodesTest {
  private static final String TABLE = "toys";
  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  private List<UnmappedList.Code> codes() {
    int source = (int) Sql.number(rig.plain(), "select id from source where name = 'mercy/adt'");
    return new UnmappedList(rig.plain(), rig.sealer).codes(source, TABLE);
  }

  private static String message(int n, String payload) {
    return "c" + n + "|ADT^A01|P||P" + n + "|" + payload;
  }

  @Test
  void aCodeHasItsTextHowOftenItCameWhenAndAnExample() {
    rig.send(message(1, "codes A=alpha B A=omega"));
    rig.settle();
    rig.send(message(2, "codes A=beta"));
    rig.settle();
    assertThat(codes()).hasSize(2);
    UnmappedList.Code first = codes().get(0);
    assertThat(List.of(first.code(), first.text())).containsExactly("A", "alpha");
    assertThat(List.of(first.times(), first.example())).containsExactly(3L, 2L);
    assertThat(List.of(first.firstAt(), first.lastAt()))
        .isEqualTo(
            Sql.list(
                rig.plain(),
                "select received_at from journal order by seq",
                row -> row.getTimestamp(1).toInstant()));
    UnmappedList.Code second = codes().get(1);
    assertThat(List.of(second.code(), second.text())).containsExactly("B", "");
    assertThat(List.of(second.times(), second.example())).containsExactly(1L, 1L);
    assertThat(new UnmappedList(rig.plain(), rig.sealer).tables())
        .singleElement()
        .isEqualTo(new UnmappedList.Table("mercy/adt", TABLE, 2, 4, first.lastAt()));
  }

  @Test
  void whatIsSettledWithoutItsCodesIsNotCounted() {
    rig.translator.broken.add("codes A");
    rig.send(message(1, "codes A"));
    rig.settle();
    rig.send(message(2, "codes B"));
    rig.send(message(2, "codes B"));
    rig.settle();
    assertThat(codes()).extracting(UnmappedList.Code::code).containsExactly("B");
    assertThat(codes().get(0).times()).as("a repeat says nothing new").isOne();
    rig.translator.broken.clear();
    rig.exceptions().resubmit(1, "ann", "mended");
    rig.settle();
    assertThat(codes()).extracting(UnmappedList.Code::times).containsExactly(1L, 1L);
  }

  @Test
  void aFeedInShadowShowsWhatIsToBeMappedBeforeItIsLive() {
    Site site = Rig.site(OnFailure.HOLD_DEPENDENTS, List.of());
    List<Source> shadow =
        site.healthSystems().get(0).sources().stream()
            .map(one -> one.toBuilder().feed(FeedFacts.LIVE.withState(FeedState.SHADOW)).build())
            .toList();
    rig.site =
        new Site(
            "1",
            List.of(new HealthSystem("mercy", ZoneOffset.UTC, List.of(), shadow)),
            site.listeners());
    rig.send(message(1, "codes A"));
    rig.settle();
    assertThat(codes()).extracting(UnmappedList.Code::code).containsExactly("A");
  }

  @Test
  void veryManyCodesEndAsOneCountAlsoAfterARestart() {
    rig.send(message(1, "codes " + names(0, UnmappedCountStore.KEPT + 5)));
    rig.settle();
    rig.crash();
    rig.start();
    rig.send(message(2, "codes k0 new k7"));
    rig.settle();
    List<UnmappedList.Code> codes = codes();
    assertThat(codes).hasSize(UnmappedCountStore.KEPT + 1);
    assertThat(codes.get(0).further()).isTrue();
    assertThat(codes.get(0).times()).isEqualTo(6);
    assertThat(codes.get(0).example()).isEqualTo(2);
    assertThat(codes.stream().filter(one -> one.times() == 2).map(UnmappedList.Code::code))
        .containsExactlyInAnyOrder("k0", "k7");
  }

  private static String names(int from, int to) {
    return IntStream.range(from, to).mapToObj(n -> "k" + n).collect(Collectors.joining(" "));
  }

  @Test
  void whatSomebodyTypedIsNotReadableInTheDatabase() {
    String typed = "KUNIGUNDE";
    rig.send(message(1, "codes " + typed + "=ADELHEID " + "X".repeat(5_000)));
    rig.settle();
    assertThat(codes()).extracting(UnmappedList.Code::code).contains(typed);
    assertThat(codes())
        .extracting(code -> code.code().length())
        .as("a long one is cut")
        .containsExactlyInAnyOrder(typed.length(), 201);
    assertThat(
            Sql.number(
                rig.plain(),
                """
                select count(*) from unmapped_code u
                 where u::text || encode(u.sealed, 'escape') ~ 'KUNI|ADEL|XXXX'
                """))
        .isZero();
  }
}
