package dev.trestle.identity.people;

import dev.trestle.identity.standard.FullName;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says, as bytes: of each field how many values there are, then each value's number,
 * length and content. Texts come back to the letter. For one thread.
 */
final class RowBytes implements Row {
  /** Values of one field at most: their places are kept in a byte. */
  static final int MOST_VALUES = 255;

  private static final byte LATIN = 0;
  private static final byte WIDE = 1;
  private static final int SEVEN = 7;
  private static final int LOW = 0x7f;

  private final byte[] page;
  private final int[] firsts;
  private int[] numbers = new int[16];
  private int[] begins = new int[16];
  private final @Nullable Object[] values;
  private int at;

  RowBytes(byte[] page, int begin, int fields) {
    this.page = page;
    this.at = begin;
    this.firsts = new int[fields + 1];
    int found = 0;
    for (int field = 0; field < fields; field++) {
      firsts[field] = found;
      int count = page[at++] & 0xff;
      for (int i = 0; i < count; i++) {
        if (found == numbers.length) {
          numbers = Arrays.copyOf(numbers, found * 2);
          begins = Arrays.copyOf(begins, found * 2);
        }
        numbers[found] = number();
        begins[found] = at;
        int length = number();
        at += length;
        found++;
      }
    }
    firsts[fields] = found;
    values = new Object[found];
  }

  /** A number that is short when it is small. */
  private int number() {
    int number = 0;
    int shift = 0;
    byte b = page[at++];
    for (; b < 0; b = page[at++]) {
      number |= (b & LOW) << shift;
      shift += SEVEN;
    }
    return number | (b << shift);
  }

  private static void number(ByteArrayOutputStream out, int number) {
    int rest = number;
    for (; rest > LOW; rest >>>= SEVEN) {
      out.write((rest & LOW) | ~LOW);
    }
    out.write(rest);
  }

  private byte[] content(int index) {
    at = begins[index];
    int length = number();
    return Arrays.copyOfRange(page, at, at + length);
  }

  /** All contents, field by field. */
  List<List<byte[]>> contents() {
    List<List<byte[]>> fields = new ArrayList<>();
    for (int field = 0; field + 1 < firsts.length; field++) {
      List<byte[]> contents = new ArrayList<>();
      for (int i = firsts[field]; i < firsts[field + 1]; i++) {
        contents.add(content(i));
      }
      fields.add(contents);
    }
    return fields;
  }

  /** Numbers of values. */
  interface Numbers {
    int of(int field, int index);
  }

  /** A row of contents, with their numbers. */
  static byte[] row(List<List<byte[]>> fields, Numbers numbers) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int field = 0; field < fields.size(); field++) {
      List<byte[]> contents = fields.get(field);
      out.write(contents.size());
      for (int i = 0; i < contents.size(); i++) {
        number(out, numbers.of(field, i));
        number(out, contents.get(i).length);
        out.writeBytes(contents.get(i));
      }
    }
    return out.toByteArray();
  }

  static byte[] bytes(String text) {
    boolean latin = true;
    for (int i = 0; i < text.length(); i++) {
      latin &= text.charAt(i) <= 0xff;
    }
    ByteBuffer bytes = ByteBuffer.allocate(1 + (latin ? 1 : 2) * text.length());
    bytes.put(latin ? LATIN : WIDE);
    for (int i = 0; i < text.length(); i++) {
      if (latin) {
        bytes.put((byte) text.charAt(i));
      } else {
        bytes.putChar(text.charAt(i));
      }
    }
    return bytes.array();
  }

  static String text(byte[] bytes, int begin, int end) {
    if (bytes[begin] == LATIN) {
      return new String(bytes, begin + 1, end - begin - 1, StandardCharsets.ISO_8859_1);
    }
    char[] chars = new char[(end - begin - 1) / 2];
    ByteBuffer.wrap(bytes, begin + 1, end - begin - 1).asCharBuffer().get(chars);
    return new String(chars);
  }

  static byte[] bytes(FullName name) {
    List<String> texts = new ArrayList<>(List.of(name.family(), name.given(), name.suffix()));
    texts.addAll(name.parts());
    return bytes(texts);
  }

  static byte[] bytes(Place place) {
    return bytes(List.of(place.street(), place.zip(), place.city(), place.state()));
  }

  static byte[] bytes(int date) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(date).array();
  }

  private static byte[] bytes(List<String> texts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String text : texts) {
      byte[] bytes = bytes(text);
      number(out, bytes.length);
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }

  private List<String> texts(int index) {
    at = begins[index];
    int length = number();
    return texts(page, at, at + length);
  }

  /** The texts of a name or an address. */
  static List<String> texts(byte[] page, int begin, int end) {
    List<String> texts = new ArrayList<>(4);
    int at = begin;
    while (at < end) {
      int size = page[at] & LOW;
      int shift = 0;
      while (page[at++] < 0) {
        shift += SEVEN;
        size |= (page[at] & LOW) << shift;
      }
      texts.add(text(page, at, at + size));
      at += size;
    }
    return texts;
  }

  static FullName name(List<String> texts) {
    return new FullName(texts.get(0), texts.subList(3, texts.size()), texts.get(1), texts.get(2));
  }

  static Place place(List<String> texts) {
    return new Place(texts.get(0), texts.get(1), texts.get(2), texts.get(3));
  }

  @Override
  public int count(int field) {
    return firsts[field + 1] - firsts[field];
  }

  @Override
  public int value(int field, int index) {
    return numbers[firsts[field] + index];
  }

  @Override
  public FullName name(int index) {
    int place = firsts[Field.NAME.index()] + index;
    FullName known = (FullName) values[place];
    FullName name = known == null ? name(texts(place)) : known;
    values[place] = name;
    return name;
  }

  @Override
  public int date(int index) {
    at = begins[firsts[Field.BIRTH_DATE.index()] + index];
    number();
    return ByteBuffer.wrap(page).getInt(at);
  }

  @Override
  public Place place(int index) {
    int place = firsts[Field.ADDRESS.index()] + index;
    Place known = (Place) values[place];
    Place address = known == null ? place(texts(place)) : known;
    values[place] = address;
    return address;
  }

  @Override
  public String text(int field, int index) {
    int place = firsts[field] + index;
    String known = (String) values[place];
    if (known != null) {
      return known;
    }
    at = begins[place];
    int length = number();
    String text = text(page, at, at + length);
    values[place] = text;
    return text;
  }

  @Override
  public String toString() {
    return "Row";
  }
}
