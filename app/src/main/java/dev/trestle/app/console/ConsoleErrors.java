package dev.trestle.app.console;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** Failures of pages as a page. The text of a foreign exception is never shown. */
@Order(Ordered.HIGHEST_PRECEDENCE)
@ControllerAdvice(basePackageClasses = ConsoleErrors.class)
class ConsoleErrors {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleErrors.class);
  private final ConsoleFrame frame;

  ConsoleErrors(ConsoleFrame frame) {
    this.frame = frame;
  }

  @ExceptionHandler
  ModelAndView known(
      TrestleException problem,
      jakarta.servlet.http.HttpServletRequest request,
      HttpServletResponse response) {
    return page(problem.code(), String.valueOf(problem.getMessage()), request, response);
  }

  @ExceptionHandler
  ModelAndView unreadable(
      org.springframework.web.bind.ServletRequestBindingException problem,
      jakarta.servlet.http.HttpServletRequest request,
      HttpServletResponse response) {
    return page(
        ProblemCode.REQUEST_INVALID, ProblemCode.REQUEST_INVALID.advice(), request, response);
  }

  @ExceptionHandler
  ModelAndView mistyped(
      org.springframework.web.method.annotation.MethodArgumentTypeMismatchException problem,
      jakarta.servlet.http.HttpServletRequest request,
      HttpServletResponse response) {
    return page(
        ProblemCode.REQUEST_INVALID, ProblemCode.REQUEST_INVALID.advice(), request, response);
  }

  @ExceptionHandler
  ModelAndView unbound(
      org.springframework.validation.BindException problem,
      jakarta.servlet.http.HttpServletRequest request,
      HttpServletResponse response) {
    return page(
        ProblemCode.REQUEST_INVALID, ProblemCode.REQUEST_INVALID.advice(), request, response);
  }

  /** After the first bytes of an answer there is no other page: it is only logged then. */
  @ExceptionHandler
  @Nullable ModelAndView defect(
      RuntimeException defect,
      jakarta.servlet.http.HttpServletRequest request,
      HttpServletResponse response) {
    RuntimeException safe = new RuntimeException(defect.getClass().getName());
    safe.setStackTrace(defect.getStackTrace());
    LOG.error("A page failed", safe);
    if (response.isCommitted()) {
      return null;
    }
    return page(
        ProblemCode.DEFECT_INTERNAL, ProblemCode.DEFECT_INTERNAL.advice(), request, response);
  }

  private ModelAndView page(
      ProblemCode code,
      String text,
      jakarta.servlet.http.HttpServletRequest request,
      HttpServletResponse response) {
    Model model = new org.springframework.ui.ExtendedModelMap();
    frame.frame(model, request);
    model.addAttribute("code", code.id());
    model.addAttribute("text", text);
    response.setStatus(code.httpStatus());
    return new ModelAndView("error", model.asMap());
  }
}
