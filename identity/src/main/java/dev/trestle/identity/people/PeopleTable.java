package dev.trestle.identity.people;

import dev.trestle.identity.standard.FullName;
import java.util.ArrayList;
import java.util.List;

/**
 * All people, standardised and numbered from 0 in the order of their ids, whatever the order of the
 * file: what is computed over them in this order does not depend on it. Each field holds numbers of
 * values; who shares a value shares its number. Made by {@link PeopleEncoder}.
 */
public final class PeopleTable {
  private final List<String> others;
  private final Cells[] cells;
  final Values<FullName> names = new Values<>();
  final Values<Integer> dates = new Values<>();
  final Values<Place> places = new Values<>();
  final List<Values<String>> texts = new ArrayList<>();
  private String[] ids = {};
  private int[] fileOrder = {};

  PeopleTable(List<String> others) {
    this.others = List.copyOf(others);
    cells = new Cells[fieldCount()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = new Cells();
      texts.add(new Values<>());
    }
  }

  void close(String[] sortedIds, int[] order) {
    ids = sortedIds;
    fileOrder = order;
    for (Cells field : cells) {
      field.reorder(order);
    }
    names.close();
    dates.close();
    places.close();
    texts.forEach(Values::close);
  }

  Cells cells(int field) {
    return cells[field];
  }

  public int size() {
    return ids.length;
  }

  /** The id of somebody in the file. */
  public String id(int person) {
    return ids[person];
  }

  /** Where somebody stood in the file, from 0. */
  public int filePosition(int person) {
    return fileOrder[person];
  }

  /** How many fields there are; further text columns come last. */
  public int fieldCount() {
    return Field.OTHER.index() + others.size();
  }

  /** What kind of field this is. */
  public Field field(int field) {
    return Field.at(field);
  }

  /** As evidence and reports name it. */
  public String fieldName(int field) {
    return field < Field.OTHER.index()
        ? field(field).word()
        : "other." + others.get(field - Field.OTHER.index());
  }

  /** How many values somebody has in a field. */
  public int count(int field, int person) {
    return cells[field].count(person);
  }

  /** One of the values of somebody. */
  public int value(int field, int person, int index) {
    return cells[field].get(person, index);
  }

  /** The numbers of all values of somebody; not to be changed. */
  public int[] values(int field, int person) {
    return cells[field].all(person);
  }

  /** How many different values a field has; they are numbered from 1. */
  public int distinct(int field) {
    return switch (field(field)) {
      case NAME -> names.size();
      case BIRTH_DATE -> dates.size();
      case ADDRESS -> places.size();
      default -> texts.get(field).size();
    };
  }

  public FullName name(int value) {
    return names.get(value);
  }

  public int date(int value) {
    return dates.get(value);
  }

  public String street(int value) {
    return places.get(value).street();
  }

  public String zip(int value) {
    return places.get(value).zip();
  }

  public String city(int value) {
    return places.get(value).city();
  }

  public String state(int value) {
    return places.get(value).state();
  }

  /** A value of a field of texts. */
  public String text(int field, int value) {
    return texts.get(field).get(value);
  }
}
