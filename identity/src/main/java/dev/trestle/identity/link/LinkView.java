package dev.trestle.identity.link;

/** Which links make one person of records; each view has its own persons and its own changes. */
public enum LinkView {
  /** All links that are made. */
  LINKED(1, "person"),
  /** Without those that nothing but probability made. */
  CONFIRMED(2, "confirmed");

  private final int number;
  private final String column;

  LinkView(int number, String column) {
    this.number = number;
    this.column = column;
  }

  int number() {
    return number;
  }

  /** Where {@code source_record} has the eldest record of the person in this view. */
  String column() {
    return column;
  }
}
