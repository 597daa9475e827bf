package dev.trestle.transport.mllp;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.transport.tls.ClientTls;
import dev.trestle.transport.tls.KeyMaterial;
import dev.trestle.transport.tls.TlsSettings;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** One open connection of a client, plain or TLS, with what was read of the next answer. */
final class ClientConnection implements Closeable {
  /** An answer is a handful of segments; one longer than this is something else. */
  static final long ANSWER_LIMIT_BYTES = 1024L * 1024;

  /** Up to this many bytes a write goes into the empty send buffer and cannot block. */
  private static final int UNGUARDED_WRITE_BYTES = 16 * 1024;

  private static final long LONGEST_UNCHECKED_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int READ_BYTES = 8 * 1024;

  private final Socket tcp;
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final FrameReader reader = new FrameReader(ANSWER_LIMIT_BYTES);
  private final byte[] packet = new byte[READ_BYTES];
  private ByteBuffer unread = ByteBuffer.allocate(0);
  private long lastUsedNanos = System.nanoTime();

  private ClientConnection(Socket tcp, Socket socket) throws IOException {
    this.tcp = tcp;
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  static ClientConnection open(MllpTarget target) throws IOException {
    Socket tcp = new Socket();
    try {
      int timeoutMillis = (int) target.connectTimeout().toMillis();
      tcp.connect(new InetSocketAddress(target.host(), target.port()), timeoutMillis);
      tcp.setTcpNoDelay(true);
      tcp.setKeepAlive(true);
      tcp.setSoTimeout(timeoutMillis);
      ClientTls tls = target.tls();
      return new ClientConnection(tcp, tls == null ? tcp : secured(tcp, target, tls));
    } catch (IOException | RuntimeException e) {
      tcp.close();
      throw e;
    }
  }

  private static SSLSocket secured(Socket tcp, MllpTarget target, ClientTls tls)
      throws IOException {
    SSLSocket secured =
        (SSLSocket)
            context(tls).getSocketFactory().createSocket(tcp, target.host(), target.port(), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setProtocols(TlsSettings.PROTOCOLS.toArray(new String[0]));
    parameters.setCipherSuites(TlsSettings.CIPHER_SUITES.toArray(new String[0]));
    // RFC 2818 §3.1: the name we connect to must be in the certificate.
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    X509Certificate server = (X509Certificate) secured.getSession().getPeerCertificates()[0];
    try {
      // PKIX skips the dates of a certificate that is itself in the trust file.
      server.checkValidity();
    } catch (CertificateException e) {
      throw new SSLHandshakeException("the server's certificate is not valid now");
    }
    return secured;
  }

  private static SSLContext context(ClientTls tls) throws IOException {
    KeyManager @Nullable [] keys =
        tls.identity() == null ? null : KeyMaterial.keyManagers(tls.identity()).getKeyManagers();
    TrustManager @Nullable [] trust =
        tls.trusted() == null ? null : KeyMaterial.trustManagers(tls.trusted()).getTrustManagers();
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS cannot be set up", e);
    }
  }

  /**
   * Whether the next answer will belong to the next message: the peer is still there, and nothing
   * came unasked since the last answer.
   */
  boolean isInStep() {
    try {
      if (System.nanoTime() - lastUsedNanos > LONGEST_UNCHECKED_NANOS || in.available() > 0) {
        socket.setSoTimeout(1);
        if (!fill()) {
          return false;
        }
      }
    } catch (SocketTimeoutException e) {
      // Nothing came: as it should be.
    } catch (IOException e) {
      return false;
    }
    return reader.next(unread) == null && !reader.isInside();
  }

  void write(byte[] frame, Duration within) throws IOException {
    WriteGuard guard = new WriteGuard(tcp);
    if (frame.length > UNGUARDED_WRITE_BYTES) {
      CompletableFuture.delayedExecutor(within.toNanos(), TimeUnit.NANOSECONDS).execute(guard);
    }
    out.write(frame);
    out.flush();
    guard.written = true;
  }

  /** Closes the socket under a write that a peer, by not reading, lets hang. */
  private static final class WriteGuard implements Runnable {
    private final Socket tcp;
    volatile boolean written;

    WriteGuard(Socket tcp) {
      this.tcp = tcp;
    }

    @Override
    public void run() {
      if (!written) {
        try {
          tcp.close();
        } catch (IOException e) {
          // The write fails all the same.
        }
      }
    }
  }

  /**
   * The next thing the peer says; null when it closes without a word.
   *
   * @throws SocketTimeoutException when it does not come in time
   */
  @Nullable FrameEvent read(long deadlineNanos) throws IOException {
    for (FrameEvent event = reader.next(unread); ; event = reader.next(unread)) {
      if (event != null) {
        lastUsedNanos = System.nanoTime();
        return event;
      }
      long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
      if (leftMillis <= 0) {
        throw new SocketTimeoutException("no answer in time");
      }
      try {
        long pause = ConnectionWatch.END_PAUSE.toMillis();
        long wait = reader.isAfterEnd() ? Math.min(pause, leftMillis) : leftMillis;
        socket.setSoTimeout((int) Math.min(wait, Integer.MAX_VALUE));
        if (!fill()) {
          return reader.finish(ProblemCode.FRAME_CUT, "closed inside an answer");
        }
      } catch (SocketTimeoutException e) {
        FrameEvent paused = reader.pause();
        if (paused != null) {
          return paused;
        }
      }
    }
  }

  private boolean fill() throws IOException {
    int count = in.read(packet);
    if (count > 0) {
      unread = ByteBuffer.wrap(packet, 0, count);
    }
    return count >= 0;
  }

  /** Closes at once, also under a read or write of another thread. */
  @Override
  public void close() {
    try {
      tcp.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }
}
