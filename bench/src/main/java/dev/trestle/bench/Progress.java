package dev.trestle.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Tells the terminal what is being measured, with the seconds since the start. */
final class Progress {
  private final PrintStream terminal =
      new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
  private final long start = System.nanoTime();

  void say(String what) {
    terminal.printf("%4d s  %s%n", (System.nanoTime() - start) / 1_000_000_000, what);
  }

  void print(String text) {
    terminal.print(text);
  }
}
