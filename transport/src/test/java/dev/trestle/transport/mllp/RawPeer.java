package dev.trestle.transport.mllp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;

/** A peer that writes exactly the bytes it is told to, and reads frames the simplest way. */
final class RawPeer implements AutoCloseable {
  static final String VT = "\u000B";
  static final String FS = "\u001C";
  static final String END = FS + "\r";
  private static final int READ_TIMEOUT_MILLIS = 10_000;

  private final Socket socket;

  RawPeer(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(READ_TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
  }

  static RawPeer connect(MllpServer server) throws IOException {
    return new RawPeer(new Socket(InetAddress.getLoopbackAddress(), server.port()));
  }

  static String frame(String message) {
    return VT + message + END;
  }

  RawPeer write(String bytes) throws IOException {
    socket.getOutputStream().write(RecordingHandler.bytes(bytes));
    socket.getOutputStream().flush();
    return this;
  }

  /** The content of the next frame. */
  String readFrame() throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    int b = socket.getInputStream().read();
    if (b != FrameBytes.START) {
      throw new IOException("no start byte but " + b);
    }
    for (b = socket.getInputStream().read(); b != FrameBytes.END; b = read()) {
      content.write(b);
    }
    if (read() != FrameBytes.CR) {
      throw new IOException("no CR behind FS");
    }
    return content.toString("ISO-8859-1");
  }

  /** The next bytes must be these. */
  void expect(String bytes) throws IOException {
    String read = RecordingHandler.text(socket.getInputStream().readNBytes(bytes.length()));
    if (!read.equals(bytes)) {
      throw new IOException("another answer than expected");
    }
  }

  private int read() throws IOException {
    return socket.getInputStream().read();
  }

  /** Whether the other side closed without another byte. */
  boolean isClosedByOther() throws IOException {
    try {
      return socket.getInputStream().read() == -1;
    } catch (SocketException e) {
      return true;
    }
  }

  void sayNoMore() throws IOException {
    socket.shutdownOutput();
  }

  /** Closes with a reset, as a crashed peer's system does. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  Socket socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
