package dev.trestle.identity.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.identity.standard.FullName;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowBytesTest {
  /** Accents, other scripts, signs of two chars, half a sign, and more than 127 letters. */
  private static final List<String> TEXTS =
      List.of("", "A", "ÅÉ", "Ωμέγα", "\ud83d\ude00", "\ud800", "x".repeat(300), "\u0000");

  @Test
  void whatGoesIntoARowComesBackToTheLetter() {
    for (String text : TEXTS) {
      FullName name = new FullName(text, List.of(text, "B" + text), "G" + text, text);
      Place place = new Place(text, text + "1", "C" + text, text);
      List<List<byte[]>> fields =
          List.of(
              List.of(RowBytes.bytes(name), RowBytes.bytes(name)),
              List.of(RowBytes.bytes("M" + text)),
              List.of(),
              List.of(RowBytes.bytes(19_480_229)),
              List.of(),
              List.of(),
              List.of(),
              List.of(RowBytes.bytes(place)));
      byte[] bytes = RowBytes.row(fields, (field, index) -> field * 1_000_000 + index);
      byte[] page = new byte[bytes.length + 9];
      System.arraycopy(bytes, 0, page, 5, bytes.length);
      RowBytes row = new RowBytes(page, 5, fields.size());
      assertThat(row.count(0)).isEqualTo(2);
      assertThat(row.count(2)).isZero();
      assertThat(row.value(0, 1)).isOne();
      assertThat(row.value(7, 0)).isEqualTo(7_000_000);
      assertThat(row.name(1)).isEqualTo(name);
      assertThat(row.text(1, 0)).isEqualTo("M" + text);
      assertThat(row.date(0)).isEqualTo(19_480_229);
      assertThat(row.place(0)).isEqualTo(place);
      assertThat(row.place(0)).isEqualTo(place);
      assertThat(row.contents().get(0).get(1)).isEqualTo(RowBytes.bytes(name));
      assertThat(row).hasToString("Row");
    }
  }
}
