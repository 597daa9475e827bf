package dev.trestle.app.console;

import dev.trestle.app.security.Users;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * When a session ends: after some time without a person's doing (45 CFR 164.312(a)(2)(iii)), after
 * a day's work, and at once when the person is disabled or has another password or other roles.
 * What a page asks for by itself does not keep the session alive.
 */
final class SessionRules extends OncePerRequestFilter {
  /** Without a person's doing. */
  static final Duration IDLE = Duration.ofMinutes(15);

  /** From signing in, whatever is done. */
  static final Duration LONGEST = Duration.ofHours(12);

  /** Set by htmx when nobody pressed anything. */
  static final String BY_ITSELF = "X-Trestle-By-Itself";

  private static final String BEGAN = "trestle.began";
  private static final String LAST = "trestle.last";

  private final Users users;
  private final Clock clock;

  SessionRules(Users users, Clock clock) {
    this.users = users;
    this.clock = clock;
  }

  static void begin(HttpSession session, Instant now) {
    session.setAttribute(BEGAN, now);
    session.setAttribute(LAST, now);
    session.setMaxInactiveInterval((int) IDLE.toSeconds() * 2);
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().startsWith(ConsoleConfiguration.PATH);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    HttpSession session = request.getSession(false);
    Principal who = request.getUserPrincipal();
    if (session != null && who != null && isOver(session, who.getName())) {
      session.invalidate();
      ended(request, response);
      return;
    }
    if (session != null && who != null && request.getHeader(BY_ITSELF) == null) {
      session.setAttribute(LAST, clock.instant());
    }
    chain.doFilter(request, response);
  }

  private boolean isOver(HttpSession session, String name) {
    Instant began = time(session, BEGAN);
    Instant last = time(session, LAST);
    Instant now = clock.instant();
    return began == null
        || last == null
        || now.isAfter(last.plus(IDLE))
        || now.isAfter(began.plus(LONGEST))
        || !users.lasts(name, began);
  }

  private static @Nullable Instant time(HttpSession session, String name) {
    return session.getAttribute(name) instanceof Instant instant ? instant : null;
  }

  /** A part of a page cannot show the sign-in: the whole page must go there. */
  private static void ended(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String page = ConsoleConfiguration.PATH + "/sign-in?over";
    if (request.getHeader("HX-Request") != null) {
      response.setHeader("HX-Redirect", page);
      response.setStatus(HttpServletResponse.SC_OK);
    } else {
      response.sendRedirect(page);
    }
  }
}
