package dev.trestle.identity.read;

import dev.trestle.identity.people.Person;
import java.io.IOException;

/** A file of people, read as often as wanted. */
interface PeopleSource {
  /** Takes people. */
  interface Sink {
    /**
     * @param line of the file
     * @param truth who it truly is, or empty
     */
    void person(long line, Person person, String truth);
  }

  /** Reads all people, in the order of the file. */
  void read(Findings findings, Sink sink) throws IOException;
}
