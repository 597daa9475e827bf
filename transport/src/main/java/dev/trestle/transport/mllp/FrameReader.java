package dev.trestle.transport.mllp;

import static dev.trestle.kernel.problem.ProblemCode.FRAME_CUT;
import static dev.trestle.kernel.problem.ProblemCode.FRAME_EMPTY;
import static dev.trestle.kernel.problem.ProblemCode.FRAME_NOISE;
import static dev.trestle.kernel.problem.ProblemCode.FRAME_TOO_LARGE;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.transport.mllp.FrameEvent.Broken;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into frames. Where the bytes are cut into packets never matters. The
 * rules, and what each is for:
 *
 * <ul>
 *   <li>VT starts a frame; FS CR ends it. FS LF and FS directly before VT end it too, and so does
 *       FS when the peer then closes or pauses (see {@link #pause()}): senders forget the CR. FS
 *       before any other byte is content.
 *   <li>VT inside a frame is content, unless a message begins behind it ({@code MSH}, {@code FHS}
 *       or {@code BHS}, after a byte order mark or not). Then the end of the frame before is
 *       missing: its bytes are reported as cut, never delivered, because nobody knows whether they
 *       are whole, and segments of two patients must never be read as one message.
 *   <li>VT directly behind VT is framing done twice; as many surplus FS are then skipped.
 *   <li>CR, LF, NUL, blank and tab between frames mean nothing. Anything else there is noise: one
 *       incident up to the next VT or FS, and reading goes on.
 *   <li>Too much of anything ends it: a frame over the message limit, noise over {@link
 *       #NOISE_LIMIT_BYTES}, a TLS hello, an HTTP request.
 * </ul>
 *
 * <p>Not thread-safe. Pull the events of a buffer with {@link #next} until it returns null.
 */
final class FrameReader {
  /** Noise longer than this is not an accident between frames. */
  static final int NOISE_LIMIT_BYTES = Incident.FIRST_BYTES_LIMIT;

  /** The longest start of a message: a byte order mark and three letters. */
  private static final int MESSAGE_START_BYTES = 6;

  private enum State {
    BETWEEN,
    NOISE,
    FRAME,
    AFTER_END,
    STOPPED
  }

  private final long messageLimitBytes;
  private final ByteBlocks seen = new ByteBlocks();
  private State state = State.BETWEEN;
  private long started;
  private int surplusStarts;
  private int surplusEnds;

  /** Position of a VT in the frame behind which a message may begin; -1: none. */
  private long restartAt = -1;

  FrameReader(long messageLimitBytes) {
    this.messageLimitBytes = messageLimitBytes;
  }

  /** The next event, or null when the buffer is used up. */
  @Nullable FrameEvent next(ByteBuffer in) {
    while (in.hasRemaining()) {
      FrameEvent event =
          switch (state) {
            case BETWEEN -> between(in);
            case NOISE -> noise(in);
            case FRAME -> frame(in);
            case AFTER_END -> afterEnd(in);
            case STOPPED -> skip(in);
          };
      if (event != null) {
        return event;
      }
    }
    return null;
  }

  /**
   * The peer has paused. A frame that lacks only the CR behind its FS is whole, unless it looks
   * like two-byte text, in which FS can be half a character.
   */
  @Nullable FrameEvent pause() {
    return state == State.AFTER_END && !isTwoByteText() ? endFrame() : null;
  }

  /** Nothing more will come, for the reason given. What was begun is reported. */
  @Nullable FrameEvent finish(ProblemCode reason, String detail) {
    FrameEvent event = pause();
    if (event == null && isInside()) {
      if (state == State.AFTER_END) {
        seen.append(FrameBytes.END);
      }
      boolean inNoise = state == State.NOISE;
      ProblemCode code = inNoise ? FRAME_NOISE : reason;
      event = broken(code, inNoise ? noiseKind().detail : detail, seen.size(), true);
    }
    stop();
    return event;
  }

  /** Gives up on everything. */
  void stop() {
    seen.clear();
    state = State.STOPPED;
  }

  /** Whether a frame or noise has begun and not ended. */
  boolean isInside() {
    return state == State.FRAME || state == State.AFTER_END || state == State.NOISE;
  }

  boolean isInNoise() {
    return state == State.NOISE;
  }

  boolean isAfterEnd() {
    return state == State.AFTER_END;
  }

  /** Counts frames and runs of noise begun, to tell one from the next. */
  long started() {
    return started;
  }

  long heldBytes() {
    return seen.size();
  }

  private @Nullable FrameEvent between(ByteBuffer in) {
    byte b = in.get();
    if (b == FrameBytes.START) {
      startFrame();
    } else if (b == FrameBytes.END && surplusEnds > 0) {
      surplusEnds--;
    } else if (!FrameBytes.isFiller(b)) {
      in.position(in.position() - 1);
      state = State.NOISE;
      started++;
    }
    return null;
  }

  private @Nullable FrameEvent noise(ByteBuffer in) {
    byte[] bytes = in.array();
    int from = in.arrayOffset() + in.position();
    int room = (int) Math.min(in.remaining(), NOISE_LIMIT_BYTES - seen.size());
    int end = scan(bytes, from, from + room);
    seen.append(bytes, from, end - from);
    in.position(in.position() + end - from);
    NoiseKind kind = noiseKind();
    if (kind.hopeless) {
      seen.append(bytes, end, from + room - end);
    }
    if (kind.hopeless || seen.size() == NOISE_LIMIT_BYTES) {
      return fatal(FRAME_NOISE, kind.detail);
    }
    if (end == from + room) {
      return null;
    }
    if (in.get() == FrameBytes.END) {
      seen.append(FrameBytes.END);
      return noiseEnds("bytes ended by an end byte, without a start byte");
    }
    Broken event = noiseEnds(kind.detail);
    startFrame();
    return event;
  }

  private NoiseKind noiseKind() {
    return NoiseKind.of(seen.head(NoiseKind.START_BYTES));
  }

  private Broken noiseEnds(String detail) {
    Broken event = broken(FRAME_NOISE, detail, seen.size(), false);
    seen.clear();
    state = State.BETWEEN;
    return event;
  }

  private @Nullable FrameEvent frame(ByteBuffer in) {
    if (restartAt >= 0) {
      return frameBehindStart(in);
    }
    byte[] bytes = in.array();
    int from = in.arrayOffset() + in.position();
    long left = Math.max(0, messageLimitBytes + 1 - seen.size());
    int room = (int) Math.min(in.remaining(), left);
    int end = scan(bytes, from, from + room);
    seen.append(bytes, from, end - from);
    in.position(in.position() + end - from);
    if (seen.size() > messageLimitBytes) {
      return fatal(FRAME_TOO_LARGE, "longer than the limit of " + messageLimitBytes + " bytes");
    }
    if (end == from + room) {
      return null;
    }
    if (in.get() == FrameBytes.END) {
      state = State.AFTER_END;
    } else if (seen.isEmpty()) {
      surplusStarts++;
    } else {
      restartAt = seen.size();
      seen.append(FrameBytes.START);
    }
    return null;
  }

  /** Byte by byte behind a VT, until it is clear whether a message begins there. */
  private @Nullable FrameEvent frameBehindStart(ByteBuffer in) {
    byte b = in.get();
    if (b == FrameBytes.END || b == FrameBytes.START) {
      in.position(in.position() - 1);
      restartAt = -1;
      return null;
    }
    seen.append(b);
    byte[] begin = new byte[MESSAGE_START_BYTES];
    int count = (int) Math.min(seen.size() - restartAt - 1, begin.length);
    for (int i = 0; i < count; i++) {
      begin[i] = seen.at(restartAt + 1 + i);
    }
    switch (MessageStart.of(begin, count)) {
      case NO -> restartAt = -1;
      case NOT_YET_CLEAR -> {}
      case YES -> {
        Broken event = broken(FRAME_CUT, "no end byte before the next message", restartAt, false);
        startFrame();
        seen.append(begin, 0, count);
        return event;
      }
    }
    return null;
  }

  private @Nullable FrameEvent afterEnd(ByteBuffer in) {
    byte b = in.get();
    if (b == FrameBytes.CR || b == FrameBytes.LF) {
      return endFrame();
    }
    if (b == FrameBytes.START && !isTwoByteText()) {
      in.position(in.position() - 1);
      return endFrame();
    }
    in.position(in.position() - 1);
    seen.append(FrameBytes.END);
    state = State.FRAME;
    return null;
  }

  private FrameEvent endFrame() {
    FrameEvent event =
        seen.isEmpty()
            ? broken(FRAME_EMPTY, "a frame without content", 0, false)
            : new FrameEvent.Message(seen.toBytes());
    seen.clear();
    state = State.BETWEEN;
    surplusEnds = surplusStarts;
    return event;
  }

  private void startFrame() {
    seen.clear();
    state = State.FRAME;
    restartAt = -1;
    surplusStarts = 0;
    surplusEnds = 0;
    started++;
  }

  /** UTF-16 by its byte order mark, or by the zero half of an ASCII letter. */
  private boolean isTwoByteText() {
    if (seen.size() < 2) {
      return false;
    }
    int first = seen.at(0) & 0xFF;
    int second = seen.at(1) & 0xFF;
    return first == 0 || second == 0 || first + second == 0xFE + 0xFF;
  }

  private @Nullable FrameEvent skip(ByteBuffer in) {
    in.position(in.limit());
    return null;
  }

  private Broken fatal(ProblemCode code, String detail) {
    Broken event = broken(code, detail, seen.size(), true);
    stop();
    return event;
  }

  private Broken broken(ProblemCode code, String detail, long count, boolean fatal) {
    return Broken.of(code, detail, seen, count, fatal);
  }

  /** Index of the next VT or FS, or {@code to}. */
  private static int scan(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == FrameBytes.END || bytes[i] == FrameBytes.START) {
        return i;
      }
    }
    return to;
  }
}
