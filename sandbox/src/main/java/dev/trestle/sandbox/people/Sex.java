package dev.trestle.sandbox.people;

/** PID-8 (HL7 table 0001). */
public enum Sex {
  F,
  M
}
