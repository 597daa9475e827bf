package dev.trestle.app.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which records an application is shown as one person. */
public enum PersonView {
  /** What is linked: by a merge, a shared identifier, a person's word or by itself. */
  LINKED,
  /** The same without links that were made by probability alone. */
  CONFIRMED,
  /** Each record by itself. */
  SOURCE;

  /** As commands and the API write it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The view of that id.
   *
   * @throws IllegalArgumentException there is none
   */
  public static PersonView of(String id) {
    return Arrays.stream(values())
        .filter(view -> view.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no view of persons %s; there are %s"
                        .formatted(
                            id,
                            Arrays.stream(values())
                                .map(PersonView::id)
                                .collect(Collectors.joining(", ")))));
  }
}
