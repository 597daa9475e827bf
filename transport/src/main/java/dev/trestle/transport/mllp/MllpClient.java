package dev.trestle.transport.mllp;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.transport.mllp.SendResult.Answered;
import dev.trestle.transport.mllp.SendResult.NoAnswer;
import dev.trestle.transport.mllp.SendResult.NotSent;
import dev.trestle.transport.mllp.SendResult.Unreadable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages one after the other over one connection, each only when the one before is decided.
 * Connects when needed. An answer is only ever taken for the message just sent: after anything but
 * a clean answer the connection is closed and the next message uses a fresh one, so a late answer
 * has nowhere to arrive.
 *
 * <p>Never throws for what networks and receivers do; see {@link SendResult}.
 */
public final class MllpClient implements AutoCloseable {
  private final MllpTarget target;
  private volatile @Nullable ClientConnection connection;
  private volatile boolean closed;

  public MllpClient(MllpTarget target) {
    this.target = target;
  }

  /** Sends one message (without a frame) and waits for its answer. */
  public synchronized SendResult send(byte[] message) {
    ClientConnection open;
    try {
      open = inStep();
    } catch (IOException e) {
      return new NotSent(code(e, ProblemCode.DESTINATION_UNREACHABLE), detail(e));
    }
    SendResult result = exchange(open, FrameBytes.framed(message));
    if (!(result instanceof Answered)) {
      disconnect();
    }
    return result;
  }

  private ClientConnection inStep() throws IOException {
    ClientConnection open = connection;
    if (open != null && open.isInStep()) {
      return open;
    }
    disconnect();
    ClientConnection fresh = ClientConnection.open(target);
    connection = fresh;
    if (closed) {
      disconnect();
      throw new IOException("the client is closed");
    }
    return fresh;
  }

  private SendResult exchange(ClientConnection open, byte[] frame) {
    Duration patience = target.answerTimeout();
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      open.write(frame, patience);
      FrameEvent event = open.read(deadline);
      if (event instanceof FrameEvent.Message answer) {
        return new Answered(answer.bytes());
      }
      if (event instanceof FrameEvent.Broken broken) {
        return new Unreadable(broken.head(), broken.detail());
      }
      return new NoAnswer(ProblemCode.NO_ANSWER, "the receiver closed the connection");
    } catch (SocketTimeoutException e) {
      String detail = "nothing within " + patience.toMillis() + " ms";
      return new NoAnswer(ProblemCode.NO_ANSWER, detail);
    } catch (IOException e) {
      return new NoAnswer(code(e, ProblemCode.NO_ANSWER), detail(e));
    }
  }

  private static ProblemCode code(IOException failure, ProblemCode otherwise) {
    return failure instanceof SSLException ? ProblemCode.TLS_FAILED : otherwise;
  }

  private static String detail(IOException failure) {
    if (failure instanceof UnknownHostException) {
      return "the host name is not known";
    }
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }

  private void disconnect() {
    ClientConnection open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }

  /** Closes at once; a send under way ends without an answer. */
  @Override
  public void close() {
    closed = true;
    disconnect();
  }
}
