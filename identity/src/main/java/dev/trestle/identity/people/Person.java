package dev.trestle.identity.people;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One row of a file as it was written: texts by attribute. Patient data. */
public final class Person {
  private final String id;
  private final Map<String, List<String>> texts = new TreeMap<>();
  private final List<Name> names = new ArrayList<>();
  private final List<Address> addresses = new ArrayList<>();

  /** A name as it was written. */
  public record Name(String family, String given, String middle, String suffix) {
    @Override
    public String toString() {
      return "Name";
    }
  }

  /** An address as it was written; several lines in one text. */
  public record Address(String line, String city, String state, String postalCode) {
    @Override
    public String toString() {
      return "Address";
    }
  }

  public Person(String id) {
    this.id = id;
  }

  public String id() {
    return id;
  }

  /** Adds a value that is neither of a name nor of an address; blank says nothing. */
  public void add(Attribute attribute, String detail, String text) {
    if (!text.isBlank()) {
      texts.computeIfAbsent(key(attribute, detail), none -> new ArrayList<>()).add(text.strip());
    }
  }

  private static String key(Attribute attribute, String detail) {
    return attribute.isNamed() ? attribute.word() + "." + detail : attribute.word();
  }

  public void add(Name name) {
    names.add(name);
  }

  public void add(Address address) {
    addresses.add(address);
  }

  /** In the order in which they were added; empty for none. */
  public List<String> texts(Attribute attribute) {
    return texts.getOrDefault(attribute.word(), List.of());
  }

  /** Those of {@code other.NAME}. */
  public List<String> others(String name) {
    return texts.getOrDefault(key(Attribute.OTHER, name), List.of());
  }

  /** All identifiers as {@code SYSTEM|value}. */
  public List<String> identifiers() {
    List<String> identifiers = new ArrayList<>();
    String prefix = Attribute.IDENTIFIER.word() + ".";
    texts.forEach(
        (key, values) -> {
          if (key.startsWith(prefix)) {
            values.forEach(text -> identifiers.add(key.substring(prefix.length()) + "|" + text));
          }
        });
    return identifiers;
  }

  public List<Name> names() {
    return names;
  }

  public List<Address> addresses() {
    return addresses;
  }

  /** How many letters and digits all this takes, about. */
  public int letters() {
    int letters = id.length();
    for (List<String> values : texts.values()) {
      for (String text : values) {
        letters += text.length();
      }
    }
    for (Name name : names) {
      letters += name.family.length() + name.given.length() + name.middle.length();
    }
    for (Address address : addresses) {
      letters += address.line.length() + address.city.length() + address.postalCode.length();
    }
    return letters;
  }

  @Override
  public String toString() {
    return "Person";
  }
}
