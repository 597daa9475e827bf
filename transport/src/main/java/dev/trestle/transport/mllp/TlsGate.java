package dev.trestle.transport.mllp;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.transport.mllp.FrameEvent.Broken;
import dev.trestle.transport.tls.ClientAllowList;
import dev.trestle.transport.tls.ClientCertificate;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetSocketAddress;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Stands behind the TLS handler until the handshake is done: then lets the connection begin, or
 * reports why not. {@link #tap()} stands before it and keeps the first bytes as they came.
 */
final class TlsGate extends ChannelInboundHandlerAdapter {
  private static final int DETAIL_LIMIT_CHARS = 200;

  private final Listener listener;
  private final ClientAllowList allowList;
  private final InetSocketAddress address;
  private final int generation;
  private final ByteBlocks firstBytes = new ByteBlocks();
  private final Tap tap = new Tap();
  private boolean decided;

  TlsGate(Listener listener, ClientAllowList allowList, InetSocketAddress address, int generation) {
    this.generation = generation;
    this.listener = listener;
    this.allowList = allowList;
    this.address = address;
  }

  ChannelInboundHandlerAdapter tap() {
    return tap;
  }

  /** Keeps a copy of the raw bytes until the handshake is decided. */
  private final class Tap extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object received) {
      ByteBuf buffer = (ByteBuf) received;
      long room = decided ? 0 : Incident.FIRST_BYTES_LIMIT - firstBytes.size();
      byte[] copy = new byte[(int) Math.min(room, buffer.readableBytes())];
      buffer.getBytes(buffer.readerIndex(), copy);
      firstBytes.append(copy, 0, copy.length);
      ctx.fireChannelRead(buffer);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent completion && !decided) {
      if (completion.isSuccess()) {
        admit(ctx);
      } else {
        failed(ctx, completion.cause());
      }
      return;
    }
    ctx.fireUserEventTriggered(event);
  }

  private void admit(ChannelHandlerContext ctx) {
    SSLSession session = ctx.pipeline().get(SslHandler.class).engine().getSession();
    X509Certificate certificate = certificate(session);
    ClientCertificate client = certificate == null ? null : ClientCertificate.of(certificate);
    Peer peer = new Peer(listener.settings.name(), address, true, client);
    String expired = certificate == null ? null : whyNotValid(certificate);
    if (expired != null) {
      refuse(ctx, peer, ProblemCode.TLS_FAILED, expired);
    } else if (!allowList.permits(client)) {
      String who = client == null ? "a client without a certificate" : client.subject();
      refuse(ctx, peer, ProblemCode.CLIENT_NOT_ALLOWED, "not on the allow-list: " + who);
    } else {
      decided = true;
      firstBytes.clear();
      ctx.pipeline().remove(tap);
      ctx.pipeline().replace(this, "mllp", new MllpConnection(listener, peer, generation));
    }
  }

  /**
   * PKIX does not look at the dates of a certificate that is itself in the trust file (RFC 5280
   * §6.1: a trust anchor is not part of the path), so they are looked at here.
   */
  private static @Nullable String whyNotValid(X509Certificate certificate) {
    try {
      certificate.checkValidity();
      return null;
    } catch (CertificateExpiredException e) {
      return "the client's certificate has expired";
    } catch (CertificateException e) {
      return "the client's certificate is not valid yet";
    }
  }

  private static @Nullable X509Certificate certificate(SSLSession session) {
    try {
      return (X509Certificate) session.getPeerCertificates()[0];
    } catch (SSLPeerUnverifiedException e) {
      return null;
    }
  }

  private void failed(ChannelHandlerContext ctx, Throwable cause) {
    if (firstBytes.isEmpty() && !ctx.channel().isActive()) {
      // A port scan or a load balancer's probe: connected and left without a byte.
      decided = true;
      return;
    }
    Peer peer = new Peer(listener.settings.name(), address, true, null);
    record(peer, ProblemCode.TLS_FAILED, reason(cause));
    // The TLS handler now sends its alert and closes; a close from here would come before that.
  }

  private void refuse(ChannelHandlerContext ctx, Peer peer, ProblemCode code, String detail) {
    record(peer, code, detail);
    var unused = ctx.close();
  }

  private void record(Peer peer, ProblemCode code, String detail) {
    decided = true;
    listener.incidents.record(peer, Broken.of(code, detail, firstBytes, firstBytes.size(), true));
  }

  private static String reason(Throwable cause) {
    if (cause instanceof NotSslRecordException) {
      // Its text is a dump of the bytes, which may be a message in plain text.
      return "plain bytes on a TLS port";
    }
    String text =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    String printable = text.replaceAll("\\p{Cntrl}", " ");
    return printable.substring(0, Math.min(DETAIL_LIMIT_CHARS, printable.length()));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    var unused = ctx.close();
  }
}
