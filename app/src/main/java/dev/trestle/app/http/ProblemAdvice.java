package dev.trestle.app.http;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Failures as answers: an OperationOutcome under {@code /fhir}, problem details (RFC 9457)
 * elsewhere. The text of a foreign exception is never shown: it can hold what was asked for.
 */
@RestControllerAdvice
class ProblemAdvice {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler
  @Nullable ResponseEntity<String> known(
      TrestleException problem, HttpServletRequest request, HttpServletResponse response) {
    return answer(problem.code(), String.valueOf(problem.getMessage()), request, response);
  }

  @ExceptionHandler
  ResponseEntity<String> notThere(NoResourceFoundException problem, HttpServletRequest request) {
    return answer(ProblemCode.NOT_FOUND, ProblemCode.NOT_FOUND.advice(), request);
  }

  @ExceptionHandler
  ResponseEntity<String> unreadable(
      org.springframework.http.converter.HttpMessageNotReadableException problem,
      HttpServletRequest request) {
    return answer(
        ProblemCode.REQUEST_INVALID, "The body is not the JSON that is expected.", request);
  }

  @ExceptionHandler
  ResponseEntity<String> missing(
      org.springframework.web.bind.MissingServletRequestParameterException problem,
      HttpServletRequest request) {
    return answer(
        ProblemCode.REQUEST_INVALID,
        "The parameter " + problem.getParameterName() + " is missing.",
        request);
  }

  @ExceptionHandler
  ResponseEntity<String> mistyped(
      org.springframework.web.method.annotation.MethodArgumentTypeMismatchException problem,
      HttpServletRequest request) {
    return answer(
        ProblemCode.REQUEST_INVALID,
        "The value of " + problem.getName() + " has another form.",
        request);
  }

  @ExceptionHandler
  ResponseEntity<String> wrongMethod(
      org.springframework.web.HttpRequestMethodNotSupportedException problem,
      HttpServletRequest request) {
    return answer(ProblemCode.NOT_SUPPORTED, "The method is not supported here.", request);
  }

  @ExceptionHandler
  @Nullable ResponseEntity<String> defect(
      RuntimeException defect, HttpServletRequest request, HttpServletResponse response) {
    RuntimeException safe = new RuntimeException(defect.getClass().getName());
    safe.setStackTrace(defect.getStackTrace());
    LOG.error("A request failed", safe);
    return answer(
        ProblemCode.DEFECT_INTERNAL, ProblemCode.DEFECT_INTERNAL.advice(), request, response);
  }

  /** The same for a filter, before there is a controller. */
  static void write(
      HttpServletResponse response, TrestleException problem, HttpServletRequest request)
      throws IOException {
    ResponseEntity<String> answer =
        answer(problem.code(), String.valueOf(problem.getMessage()), request);
    response.setStatus(answer.getStatusCode().value());
    response.setContentType(String.valueOf(answer.getHeaders().getContentType()));
    response
        .getOutputStream()
        .write(String.valueOf(answer.getBody()).getBytes(StandardCharsets.UTF_8));
  }

  /** Nothing when the answer had begun: then it ends with the problem. */
  private static @Nullable ResponseEntity<String> answer(
      ProblemCode code, String text, HttpServletRequest request, HttpServletResponse response) {
    if (ProgressLines.haveLeft(response)) {
      ProgressLines.refuse(response, details(code, text));
      return null;
    }
    return answer(code, text, request);
  }

  private static ResponseEntity<String> answer(
      ProblemCode code, String text, HttpServletRequest request) {
    boolean fhir = request.getRequestURI().startsWith("/fhir");
    return ResponseEntity.status(code.httpStatus())
        .contentType(
            fhir ? FhirJson.MEDIA_TYPE : MediaType.parseMediaType("application/problem+json"))
        .body(fhir ? FhirJson.outcome(code, text) : problem(code, text));
  }

  private static String problem(ProblemCode code, String text) {
    return details(code, text).toString();
  }

  private static ObjectNode details(ProblemCode code, String text) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "about:blank")
        .put("title", code.id())
        .put("status", code.httpStatus())
        .put("detail", text)
        .put("code", code.number());
  }
}
