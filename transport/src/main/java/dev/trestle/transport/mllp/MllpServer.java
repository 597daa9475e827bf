package dev.trestle.transport.mllp;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.transport.tls.TlsSettings;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;

/**
 * An MLLP listener. A port in use, an unreadable key file and plain text where it is not allowed
 * are {@link TrestleException}s of {@link #start}; after that everything is told to the handler.
 */
public final class MllpServer implements AutoCloseable {
  /** Connections the operating system keeps for us while we are busy. */
  private static final int BACKLOG = 1024;

  /** A peer that vanished without a word is noticed after about two minutes. */
  private static final int KEEPALIVE_IDLE_SECONDS = 60;

  private static final int KEEPALIVE_INTERVAL_SECONDS = 10;
  private static final int KEEPALIVE_PROBES = 6;

  /** More threads than this do not help: what costs is TLS, and the handler's commit. */
  private static final int THREADS_LIMIT = 4;

  private static final long CLOSE_POLL_MILLIS = 5;

  private final Listener listener;
  private final ConnectionStart start;
  private final EventLoopGroup loops;
  private final Channel channel;

  private MllpServer(
      Listener listener, ConnectionStart start, EventLoopGroup loops, Channel channel) {
    this.listener = listener;
    this.start = start;
    this.loops = loops;
    this.channel = channel;
  }

  /**
   * Binds and begins to accept.
   *
   * @throws TrestleException {@link ProblemCode#PORT_TAKEN}, or {@link ProblemCode#SITE_INVALID}
   *     for settings that cannot be
   */
  public static MllpServer start(MllpListenerSettings settings, MllpHandler handler) {
    return start(settings, handler, ReceiveRoom.ofHeap());
  }

  /**
   * Binds and begins to accept.
   *
   * @param room shared with the other listeners of the process
   * @throws TrestleException as {@link #start(MllpListenerSettings, MllpHandler)}
   */
  public static MllpServer start(
      MllpListenerSettings settings, MllpHandler handler, ReceiveRoom room) {
    InetSocketAddress address = address(settings);
    Listener listener = new Listener(settings, handler, room);
    ConnectionStart start = new ConnectionStart(listener);
    int threads = Math.min(THREADS_LIMIT, Runtime.getRuntime().availableProcessors());
    EventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(
            threads,
            new DefaultThreadFactory("mllp-" + settings.name(), true),
            NioIoHandler.newFactory());
    ChannelFuture bound = bootstrap(loops, start).bind(address).awaitUninterruptibly();
    if (bound.isSuccess()) {
      return new MllpServer(listener, start, loops, bound.channel());
    }
    stopLoops(loops);
    throw notBound(settings, bound.cause());
  }

  private static ServerBootstrap bootstrap(EventLoopGroup loops, ConnectionStart start) {
    return new ServerBootstrap()
        .group(loops)
        .channel(NioServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.SO_KEEPALIVE, true)
        // A peer that has sent all and says so still waits for its answers.
        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
        .childOption(
            NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), KEEPALIVE_IDLE_SECONDS)
        .childOption(
            NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), KEEPALIVE_INTERVAL_SECONDS)
        .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), KEEPALIVE_PROBES)
        .childHandler(start);
  }

  private static InetSocketAddress address(MllpListenerSettings settings) {
    InetAddress host;
    try {
      host = InetAddress.getByName(settings.host());
    } catch (UnknownHostException e) {
      throw new TrestleException(
          ProblemCode.SITE_INVALID,
          "Listener " + settings.name() + ": the host " + settings.host() + " is not known.",
          e);
    }
    if (settings.tls() == null && !settings.plainTextAllowed() && !host.isLoopbackAddress()) {
      throw new TrestleException(
          ProblemCode.SITE_INVALID,
          "Listener "
              + settings.name()
              + " would take patient data in plain text on "
              + settings.host()
              + ". Give it a certificate, bind it to 127.0.0.1, or set `plain-text: allowed`.");
    }
    return new InetSocketAddress(host, settings.port());
  }

  private static TrestleException notBound(MllpListenerSettings settings, Throwable cause) {
    String where = settings.host() + ":" + settings.port();
    String text = String.valueOf(cause.getMessage());
    if (cause instanceof BindException && text.contains("in use")) {
      return new TrestleException(
          ProblemCode.PORT_TAKEN,
          "Port "
              + settings.port()
              + " of listener "
              + settings.name()
              + " ("
              + where
              + ") is in use by another program. Stop that, or set `port` of the listener"
              + " (or --mllp-port) to another (0 = any free one).",
          cause);
    }
    return new TrestleException(
        ProblemCode.SITE_INVALID,
        "Listener " + settings.name() + " cannot bind " + where + ": " + text,
        cause);
  }

  /** The port it listens on, also when any free one was asked for. */
  public int port() {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  /** Open connections past their handshake. */
  public int connections() {
    return listener.connections.size();
  }

  /** Bytes of unfinished frames and unanswered messages held in memory. */
  public long heldBytes() {
    return listener.budget.held();
  }

  /** Second answers (enhanced mode) that were not sent because their connection was gone. */
  public long laterAnswersDropped() {
    return listener.laterDropped.sum();
  }

  /**
   * Reads nothing more on any connection, and closes none. Messages handed over are still answered.
   * Meant for when they could not be stored, as when the disk is low.
   */
  public void stopReading() {
    listener.paused = true;
    listener.connections.forEach(MllpConnection::pausedOrResumed);
  }

  public void resumeReading() {
    listener.paused = false;
    listener.connections.forEach(MllpConnection::pausedOrResumed);
  }

  /**
   * Reads the key and certificate files again, for connections from now on. Open connections keep
   * what they have.
   *
   * @throws TrestleException {@link ProblemCode#SITE_INVALID} when they cannot be used; then the
   *     ones before stay in use
   */
  public void reloadCertificates(TlsSettings tls) {
    if (!start.isTls()) {
      throw new TrestleException(
          ProblemCode.SITE_INVALID, "Listener " + listener.settings.name() + " is plain text.");
    }
    start.use(ConnectionStart.tls(tls));
  }

  /** The longest message, for connections from now on. */
  public void takeUpTo(long messageBytes) {
    listener.limits = listener.limits.withMessageBytes(messageBytes);
  }

  /**
   * Gets other TLS settings ready without using them.
   *
   * @param settings like those it runs with but for TLS and whether plain text is allowed
   * @return uses them for connections from now on; open connections end as soon as what they took
   *     is answered, because they were let in by rules that no longer hold
   * @throws TrestleException {@link ProblemCode#SITE_INVALID}, with nothing changed
   */
  public Runnable prepareTls(MllpListenerSettings settings) {
    address(settings);
    TlsSettings tls = settings.tls();
    ConnectionStart.Tls ready = tls == null ? null : ConnectionStart.tls(tls);
    return () -> {
      start.use(ready);
      var unused = listener.generation.incrementAndGet();
      listener.connections.forEach(MllpConnection::shutDown);
    };
  }

  /**
   * Accepts and reads no more, waits for the answers in flight, and closes. What is not answered
   * within the limit gets no answer.
   */
  @Override
  public void close() {
    channel.close().awaitUninterruptibly();
    listener.connections.forEach(MllpConnection::shutDown);
    long deadline = System.nanoTime() + listener.settings.patience().close().toNanos();
    while (!listener.connections.isEmpty() && System.nanoTime() < deadline) {
      waitABit();
    }
    for (MllpConnection late : listener.connections) {
      late.closeNow("an answer did not come before the listener closed");
    }
    stopLoops(loops);
  }

  private static void waitABit() {
    try {
      TimeUnit.MILLISECONDS.sleep(CLOSE_POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void stopLoops(EventLoopGroup loops) {
    var unused =
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(4, TimeUnit.SECONDS);
  }
}
