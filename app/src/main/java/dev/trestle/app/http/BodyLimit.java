package dev.trestle.app.http;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * How much a caller may send in one request, and how many large requests are read at once: JSON
 * takes many times its bytes in memory, and a process without memory ends. What is announced as too
 * long is refused unread; what grows too long while it is read ends there.
 */
final class BodyLimit extends OncePerRequestFilter {
  /** Questions and decisions. */
  static final int SMALL_BYTES = 256 << 10;

  /** A resource with a document in it. */
  static final int RESOURCE_BYTES = 8 << 20;

  /** A site with its tables; a corrected message as Base64. */
  static final int LARGEST_BYTES = 64 << 20;

  private static final int LARGE_AT_ONCE = 2;

  private final Semaphore room = new Semaphore(LARGE_AT_ONCE);

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Limited limited = new Limited(request, limit(request.getServletPath()));
    try {
      limited.admit(Math.max(0, request.getContentLengthLong()));
    } catch (TrestleException refused) {
      ProblemAdvice.write(response, refused, request);
      return;
    }
    try {
      chain.doFilter(limited, response);
    } finally {
      limited.close();
    }
  }

  /**
   * @param path as the server understands it: decoded and without dots, as the route is chosen by
   */
  private static int limit(String path) {
    if (path.startsWith("/api/site") || path.startsWith("/api/exceptions/")) {
      return LARGEST_BYTES;
    }
    return path.startsWith("/fhir/") && path.endsWith("/$validate") ? RESOURCE_BYTES : SMALL_BYTES;
  }

  /** A request whose body is counted as it is read. */
  private final class Limited extends HttpServletRequestWrapper implements AutoCloseable {
    private final int most;
    private boolean large;

    Limited(HttpServletRequest request, int most) {
      super(request);
      this.most = most;
    }

    /**
     * Lets so many bytes of the body in.
     *
     * @throws TrestleException BODY_TOO_LARGE, BODIES_BUSY
     */
    void admit(long bytes) {
      if (bytes > most) {
        throw new TrestleException(
            ProblemCode.BODY_TOO_LARGE,
            "The body has more than the " + (most >> 10) + " KiB that are read here");
      }
      if (bytes > SMALL_BYTES && !large) {
        if (!room.tryAcquire()) {
          throw new TrestleException(
              ProblemCode.BODIES_BUSY, "Two other large requests are being read");
        }
        large = true;
      }
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new Counted(super.getInputStream(), this);
    }

    @Override
    public BufferedReader getReader() throws IOException {
      return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
      if (large) {
        large = false;
        room.release();
      }
    }
  }

  private static final class Counted extends ServletInputStream {
    private final ServletInputStream in;
    private final Limited request;
    private long bytes;

    Counted(ServletInputStream in, Limited request) {
      this.in = in;
      this.request = request;
    }

    @Override
    public int read() throws IOException {
      int one = in.read();
      count(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int some = in.read(into, from, length);
      count(Math.max(0, some));
      return some;
    }

    private void count(int more) {
      bytes += more;
      request.admit(bytes);
    }

    @Override
    public boolean isFinished() {
      return in.isFinished();
    }

    @Override
    public boolean isReady() {
      return in.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      in.setReadListener(listener);
    }
  }
}
