package dev.trestle.kernel.problem;

/**
 * Something noticed in data: never a reason to lose it.
 *
 * @param severity FHIR issue-severity
 * @param code what it is
 * @param location where, in the analyst's notation: {@code PID-3[2].4}, {@code OBX[3]-5}, {@code
 *     MSH-9}; for what was made of it the FHIRPath: {@code Patient.contact[0].gender}; empty for
 *     the whole message
 * @param text one sentence of plain English; never contains a value of the message
 */
public record Finding(Severity severity, ProblemCode code, String location, String text) {
  public static Finding error(ProblemCode code, String location, String text) {
    return new Finding(Severity.ERROR, code, location, text);
  }

  public static Finding warning(ProblemCode code, String location, String text) {
    return new Finding(Severity.WARNING, code, location, text);
  }

  public static Finding information(ProblemCode code, String location, String text) {
    return new Finding(Severity.INFORMATION, code, location, text);
  }
}
