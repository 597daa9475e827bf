package dev.trestle.transport.mllp;

import dev.trestle.transport.tls.ClientCertificate;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a connection.
 *
 * @param listener the name of the listener it came in by
 * @param tls whether the connection is encrypted
 * @param clientCertificate the certificate it proved to own, if it showed one
 */
public record Peer(
    String listener,
    InetSocketAddress address,
    boolean tls,
    @Nullable ClientCertificate clientCertificate) {}
