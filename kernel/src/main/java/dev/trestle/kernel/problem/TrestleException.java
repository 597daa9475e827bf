package dev.trestle.kernel.problem;

/**
 * A failure with its problem code. The message is for operators: it names what to do and holds no
 * patient data.
 */
public final class TrestleException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final ProblemCode code;

  public TrestleException(ProblemCode code, String message) {
    super(message);
    this.code = code;
  }

  public TrestleException(ProblemCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public ProblemCode code() {
    return code;
  }
}
