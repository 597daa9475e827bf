package dev.trestle.identity.read;

import dev.trestle.identity.people.Attribute;
import dev.trestle.identity.people.Person;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** People of a CSV file, one in a row. */
final class CsvPeople implements PeopleSource {
  private static final int NONE = -1;

  private final Path file;
  private final ColumnMap columns;
  private final Optional<String> truth;

  CsvPeople(Path file, ColumnMap columns, Optional<String> truth) {
    this.file = file;
    this.columns = columns;
    this.truth = truth;
  }

  @Override
  public void read(Findings findings, Sink sink) throws IOException {
    try (CsvReader reader = new CsvReader(Files.newInputStream(file), findings)) {
      List<String> header =
          reader
              .next()
              .orElseThrow(() -> new TrestleException(ProblemCode.REQUEST_INVALID, empty()))
              .cells()
              .stream()
              .map(String::strip)
              .toList();
      int[] places = places(header);
      int truthPlace = truth.map(name -> place(header, name)).orElse(NONE);
      for (Optional<CsvReader.Row> row = reader.next(); row.isPresent(); row = reader.next()) {
        if (!row.get().isBlank()) {
          check(row.get(), header.size(), findings);
          sink.person(row.get().line(), person(row.get(), places), cell(row.get(), truthPlace));
        }
      }
    }
  }

  private String empty() {
    return file + " is empty. The first line names the columns.";
  }

  private int[] places(List<String> header) {
    return columns.columns().stream().mapToInt(column -> place(header, column.name())).toArray();
  }

  private static int place(List<String> header, String name) {
    int place = header.indexOf(name);
    if (place < 0) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID,
          "line 1: there is no column '" + name + "'. There are: " + String.join(", ", header));
    }
    if (header.lastIndexOf(name) != place) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID,
          "line 1: two columns are called '" + name + "'. Give them names of their own.");
    }
    return place;
  }

  private static void check(CsvReader.Row row, int columns, Findings findings) {
    int cells = row.cells().size();
    if (cells < columns) {
      findings.warning(
          row.line(), "has " + cells + " values of " + columns + "; the others are taken as blank");
    } else if (cells > columns) {
      findings.warning(
          row.line(), "has " + cells + " values of " + columns + "; what is too much is left out");
    }
  }

  private static String cell(CsvReader.Row row, int place) {
    return place >= 0 && place < row.cells().size() ? row.cells().get(place).strip() : "";
  }

  /** Columns of names and of addresses belong together; several of one kind are put together. */
  private Person person(CsvReader.Row row, int[] places) {
    Map<Attribute, String> parts = new EnumMap<>(Attribute.class);
    String id = "";
    for (int i = 0; i < places.length; i++) {
      ColumnMap.Column column = columns.columns().get(i);
      String text = cell(row, places[i]);
      if (column.attribute() == Attribute.ID) {
        id = text;
      } else {
        parts.merge(column.attribute(), text, (a, b) -> (a + " " + b).strip());
      }
    }
    Person person = new Person(id);
    for (int i = 0; i < places.length; i++) {
      ColumnMap.Column column = columns.columns().get(i);
      switch (column.attribute()) {
        case ID, GIVEN, MIDDLE, FAMILY, SUFFIX, ADDRESS_LINE, CITY, STATE, POSTAL_CODE -> {
          // put together below
        }
        default -> person.add(column.attribute(), column.detail(), cell(row, places[i]));
      }
    }
    person.add(
        new Person.Name(
            parts.getOrDefault(Attribute.FAMILY, ""),
            parts.getOrDefault(Attribute.GIVEN, ""),
            parts.getOrDefault(Attribute.MIDDLE, ""),
            parts.getOrDefault(Attribute.SUFFIX, "")));
    person.add(
        new Person.Address(
            parts.getOrDefault(Attribute.ADDRESS_LINE, ""),
            parts.getOrDefault(Attribute.CITY, ""),
            parts.getOrDefault(Attribute.STATE, ""),
            parts.getOrDefault(Attribute.POSTAL_CODE, "")));
    return person;
  }
}
