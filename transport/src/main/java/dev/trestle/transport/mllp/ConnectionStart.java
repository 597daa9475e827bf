package dev.trestle.transport.mllp;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.transport.tls.ClientAuth;
import dev.trestle.transport.tls.KeyMaterial;
import dev.trestle.transport.tls.TlsSettings;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Sets up each accepted connection: counts it, puts TLS before it. */
@ChannelHandler.Sharable
final class ConnectionStart extends ChannelInitializer<Channel> {
  private final Listener listener;
  private final AtomicInteger open = new AtomicInteger();
  private volatile @Nullable Tls tls;

  /** Settings whose files were read and fit together. */
  record Tls(TlsSettings settings, SslContext context) {}

  ConnectionStart(Listener listener) {
    this.listener = listener;
    TlsSettings settings = listener.settings.tls();
    this.tls = settings == null ? null : tls(settings);
  }

  boolean isTls() {
    return tls != null;
  }

  /** For connections from now on. */
  void use(@Nullable Tls other) {
    tls = other;
  }

  @Override
  protected void initChannel(Channel channel) {
    InetSocketAddress address = (InetSocketAddress) channel.remoteAddress();
    if (address == null) {
      var unused = channel.close();
      return;
    }
    int generation = listener.generation.get();
    Tls now = tls;
    int count = open.incrementAndGet();
    var unusedCount = channel.closeFuture().addListener(closed -> open.decrementAndGet());
    Peer peer = new Peer(listener.settings.name(), address, now != null, null);
    if (count > listener.limits.connections()) {
      String detail = "more than " + listener.limits.connections() + " connections";
      listener.incidents.record(peer, ProblemCode.TOO_MANY_CONNECTIONS, detail);
      var unused = channel.close();
    } else if (now == null) {
      channel.pipeline().addLast("mllp", new MllpConnection(listener, peer, generation));
    } else {
      SslHandler ssl = now.context().newHandler(channel.alloc());
      ssl.setHandshakeTimeout(
          listener.settings.patience().handshake().toMillis(), TimeUnit.MILLISECONDS);
      TlsGate gate = new TlsGate(listener, now.settings().allowList(), address, generation);
      channel.pipeline().addLast(gate.tap(), ssl, gate);
    }
  }

  static Tls tls(TlsSettings settings) {
    SslContextBuilder builder =
        SslContextBuilder.forServer(KeyMaterial.keyManagers(settings.identity()))
            .sslProvider(SslProvider.JDK)
            .protocols(TlsSettings.PROTOCOLS)
            .ciphers(TlsSettings.CIPHER_SUITES)
            .clientAuth(nettys(settings.clientAuth()));
    if (settings.trusted() != null) {
      builder.trustManager(KeyMaterial.trustManagers(settings.trusted()));
    }
    try {
      return new Tls(settings, builder.build());
    } catch (SSLException e) {
      throw new TrestleException(
          ProblemCode.SITE_INVALID, "TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  private static io.netty.handler.ssl.ClientAuth nettys(ClientAuth clientAuth) {
    return switch (clientAuth) {
      case NONE -> io.netty.handler.ssl.ClientAuth.NONE;
      case WANTED -> io.netty.handler.ssl.ClientAuth.OPTIONAL;
      case REQUIRED -> io.netty.handler.ssl.ClientAuth.REQUIRE;
    };
  }
}
