package dev.trestle.app.console;

import dev.trestle.app.http.HttpParts;
import dev.trestle.app.security.AuditEvent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;

/** Records who signed in, out, or could not, and leads on. */
final class SignInEvents
    implements AuthenticationSuccessHandler, AuthenticationFailureHandler, LogoutHandler {
  private static final int DONE = 0;
  private static final int REFUSED = 4;

  /** A name that nobody has is not written down: it can be a password in the wrong field. */
  private static final String NOBODY = "unknown";

  private final HttpParts parts;
  private final HttpSessionRequestCache asked = new HttpSessionRequestCache();

  SignInEvents(HttpParts parts) {
    this.parts = parts;
  }

  @Override
  public void onAuthenticationSuccess(
      HttpServletRequest request, HttpServletResponse response, Authentication who)
      throws IOException {
    SessionRules.begin(request.getSession(), parts.clock().instant());
    audit("sign-in", DONE, who.getName());
    response.sendRedirect(target(request, response));
  }

  /** The page that was asked for before; only a page, and only one of ours. */
  private String target(HttpServletRequest request, HttpServletResponse response) {
    SavedRequest saved = asked.getRequest(request, response);
    asked.removeRequest(request, response);
    if (saved != null && saved.getMethod().equals("GET")) {
      String path = java.net.URI.create(saved.getRedirectUrl()).getPath();
      if (path != null && path.startsWith(ConsoleConfiguration.PATH + "/")) {
        return path;
      }
    }
    return ConsoleConfiguration.PATH + "/";
  }

  @Override
  public void onAuthenticationFailure(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
      throws IOException {
    String name = String.valueOf(request.getParameter("username"));
    boolean known = parts.users().find(name).isPresent();
    audit("sign-in", REFUSED, known ? name : NOBODY);
    response.sendRedirect(
        ConsoleConfiguration.PATH
            + "/sign-in?"
            + (refused instanceof LockedException ? "closed" : "wrong"));
  }

  @Override
  public void logout(
      HttpServletRequest request, HttpServletResponse response, @Nullable Authentication who) {
    HttpSession session = request.getSession(false);
    if (who != null && session != null) {
      audit("sign-out", DONE, who.getName());
    }
  }

  private void audit(String action, int outcome, String name) {
    parts
        .audit()
        .record(
            new AuditEvent(
                parts.clock().instant(),
                name,
                action,
                outcome,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty()));
  }
}
