package dev.trestle.transport.mllp;

import dev.trestle.kernel.problem.ProblemCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection past its handshake: bytes in, messages to the handler, answers out in order. All
 * of it runs on the connection's event loop.
 *
 * <p>Bytes go into the backlog; {@link #work()} takes them out as long as the connection may hand
 * over more messages, and switches reading from the socket off when it may not. So at most a few
 * packets beyond the limits are held.
 */
final class MllpConnection extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(MllpConnection.class);

  private final Listener listener;
  private final Peer peer;
  private final int generation;
  private final FrameReader reader;
  private final AnswerQueue answers = new AnswerQueue();
  private final LaterAnswers laterAnswers = new LaterAnswers();
  private final Deque<ByteBuffer> backlog = new ArrayDeque<>();
  private final ConnectionWatch watch;
  private final AtomicBoolean answersDue = new AtomicBoolean();
  private ChannelHandlerContext context;
  private ReceiveRoom.@Nullable Place bigPlace;
  private long budgetTaken;
  private boolean isWorking;
  private boolean workAgain;
  private boolean isClosing;

  /** The peer sends no more; what is in the backlog still counts. */
  private boolean peerEnded;

  /** Nothing more is read, by our decision or because the last byte is through. */
  private boolean inputEnded;

  @SuppressWarnings("NullAway.Init") // Netty sets the context in handlerAdded, before any event.
  MllpConnection(Listener listener, Peer peer, int generation) {
    this.listener = listener;
    this.generation = generation;
    this.peer = peer;
    this.reader = new FrameReader(listener.limits.messageBytes());
    this.watch = new ConnectionWatch(listener.settings.patience());
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
    listener.connections.add(this);
    watch.start(this, added.executor());
    setReading();
    if (isOutdated()) {
      // Its handshake began under settings that no longer hold, and nobody else would end it.
      shutDown();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object received) {
    ByteBuf buffer = (ByteBuf) received;
    try {
      if (!inputEnded && buffer.isReadable()) {
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        backlog.add(ByteBuffer.wrap(bytes));
        watch.bytesCame();
      }
    } finally {
      buffer.release();
    }
    work();
  }

  /**
   * Hands over what may be handed over, answers what can be answered. Netty tells of a full or
   * empty send buffer from within a write; that is looked at when the write is through.
   */
  void work() {
    workAgain = true;
    if (isWorking) {
      return;
    }
    isWorking = true;
    try {
      while (workAgain) {
        workAgain = false;
        workOnce();
      }
    } finally {
      isWorking = false;
    }
  }

  private void workOnce() {
    do {
      readFrames();
    } while (writeAnswers() && !backlog.isEmpty() && mayHandOver());
    if (peerEnded && backlog.isEmpty() && !inputEnded) {
      finishInput(ProblemCode.FRAME_CUT, "the peer closed the connection inside a message");
    }
    writeLaterAnswers();
    giveBackRoom();
    takeBudget();
    setReading();
    if (inputEnded && answers.isEmpty() && laterAnswers.isEmpty()) {
      closeWhenWritten();
    }
    if (inputEnded && !context.channel().isActive()) {
      listener.connections.remove(this);
    }
  }

  private void readFrames() {
    while (!backlog.isEmpty() && mayHandOver()) {
      FrameEvent event = reader.next(backlog.element());
      if (event == null) {
        backlog.remove();
      } else {
        handle(event);
      }
    }
    watch.afterEndByte(reader.isAfterEnd());
  }

  private boolean mayHandOver() {
    boolean answersTaken = context.channel().isWritable() || !context.channel().isActive();
    return !inputEnded
        && !isOutdated()
        && !listener.paused
        && answersTaken
        && answers.size() + laterAnswers.size() < listener.limits.pipeline()
        && heldMessageBytes() < listener.limits.messageBytes()
        && !((listener.budget.isTight() || listener.room.isFull()) && !answers.isEmpty())
        // A big message takes its time; what comes behind it must not overtake it.
        && !answers.hasBig()
        && hasRoom();
  }

  /**
   * Whether the rules that let it in hold no more. What arrives then is not taken, also when it is
   * read before the connection is told to end.
   */
  private boolean isOutdated() {
    return generation != listener.generation.get();
  }

  /** When much is held already, a frame of middle size waits for its turn as a big one does. */
  private boolean needsRoom() {
    long inside = reader.isInside() ? reader.heldBytes() : 0;
    return inside > ReceiveRoom.BIG_BYTES
        || (inside > ReceiveRoom.MIDDLE_BYTES && (bigPlace != null || listener.budget.isTight()));
  }

  private boolean hasRoom() {
    if (!needsRoom()) {
      return true;
    }
    if (bigPlace == null) {
      bigPlace = listener.room.ask(listener.limits.messageBytes(), () -> onLoop(this::work));
    }
    return bigPlace.has();
  }

  private void giveBackRoom() {
    if (bigPlace != null && !needsRoom() && !answers.hasBig()) {
      ReceiveRoom.Place place = bigPlace;
      bigPlace = null;
      place.giveBack();
    }
  }

  private void handle(FrameEvent event) {
    if (event instanceof FrameEvent.Message message) {
      CompletableFuture<Optional<MllpAnswer>> answer = handOver(message.bytes());
      answers.add(answer, message.bytes().length);
      listener.room.unanswered(1);
      var unused = answer.whenComplete((bytes, failure) -> answerCame());
      return;
    }
    FrameEvent.Broken broken = (FrameEvent.Broken) event;
    listener.incidents.record(peer, broken);
    if (broken.fatal()) {
      endInput();
    }
  }

  private long heldMessageBytes() {
    return answers.messageBytes() + laterAnswers.messageBytes();
  }

  private CompletableFuture<Optional<MllpAnswer>> handOver(byte[] message) {
    try {
      return Objects.requireNonNull(listener.handler.onMessage(peer, message), "no future");
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** On any thread. One turn of the loop takes all answers that came meanwhile. */
  private void answerCame() {
    if (answersDue.compareAndSet(false, true)) {
      onLoop(
          () -> {
            answersDue.set(false);
            work();
          });
    }
  }

  private boolean writeAnswers() {
    boolean wrote = false;
    while (answers.isHeadDone()) {
      long messageBytes = answers.headMessageBytes();
      Optional<MllpAnswer> answer = answers.take(peer);
      listener.room.unanswered(-1);
      if (answer.isEmpty()) {
        // DESIGN §4: no answer means stop reading and close. Later ones must not overtake it.
        abandonAnswers();
        endInput();
        break;
      }
      write(answer.get().bytes());
      CompletableFuture<byte[]> later = answer.get().later();
      if (later != null) {
        laterAnswers.add(later, messageBytes);
        var unused = later.whenComplete((bytes, failure) -> answerCame());
      }
      wrote = true;
    }
    if (wrote) {
      context.flush();
    }
    return wrote;
  }

  private void write(byte[] answer) {
    if (answer.length > 0) {
      ByteBuf frame = Unpooled.wrappedBuffer(FrameBytes.framed(answer));
      watch.answerWritten(context.write(frame));
    }
  }

  private void writeLaterAnswers() {
    if (!context.channel().isActive()) {
      dropLaterAnswers();
    }
    boolean wrote = false;
    while (laterAnswers.isHeadDone()) {
      write(laterAnswers.take());
      wrote = true;
    }
    if (wrote) {
      context.flush();
      workAgain = !backlog.isEmpty();
    }
  }

  private void abandonAnswers() {
    listener.room.unanswered(-answers.size());
    answers.abandon();
    dropLaterAnswers();
  }

  private void dropLaterAnswers() {
    int dropped = laterAnswers.drop();
    if (dropped > 0) {
      listener.laterDropped.add(dropped);
      LOG.info(
          "Listener {}: {} second answers to {} are dropped: the connection is gone",
          peer.listener(),
          dropped,
          peer.address());
    }
  }

  private void finishInput(ProblemCode reason, String detail) {
    FrameEvent rest = reader.finish(reason, detail);
    if (rest != null) {
      handle(rest);
    }
    endInput();
  }

  private void endInput() {
    inputEnded = true;
    reader.stop();
    backlog.clear();
  }

  private void takeBudget() {
    if (!take() && reader.isInside()) {
      finishInput(ProblemCode.QUEUE_FULL, "the listener holds as many bytes as it may");
      take();
    }
  }

  private boolean take() {
    long holding = reader.heldBytes() + heldMessageBytes();
    long more = holding - budgetTaken;
    budgetTaken = holding;
    return more == 0 || listener.budget.take(more);
  }

  private void setReading() {
    // A closed channel is past reading, and Netty fails on the attempt to say so.
    if (context.channel().isActive()) {
      context.channel().config().setAutoRead(isReading());
    }
  }

  /** Whether a lack of bytes is the peer's doing. */
  boolean isReading() {
    return mayHandOver() && backlog.isEmpty();
  }

  FrameReader reader() {
    return reader;
  }

  boolean isWaitingForAnswers() {
    return !answers.isEmpty() || !laterAnswers.isEmpty();
  }

  /** The end byte stands and its CR does not come. */
  void pausedAfterEndByte() {
    FrameEvent event = isReading() ? reader.pause() : null;
    if (event != null) {
      handle(event);
    }
    work();
  }

  void tooSlow(ProblemCode code, String detail) {
    finishInput(code, detail);
    work();
  }

  /** Without waiting for answers; whoever has none repeats the message. */
  void closeNow(String why) {
    onLoop(
        () -> {
          LOG.info("Listener {}: closing {}: {}", peer.listener(), peer.address(), why);
          if (!inputEnded) {
            finishInput(ProblemCode.FRAME_CUT, why);
          }
          abandonAnswers();
          var unused = context.close();
          work();
        });
  }

  /** Ends reading; closes as soon as the answers in flight are out. */
  void shutDown() {
    onLoop(
        () -> {
          if (!inputEnded) {
            finishInput(ProblemCode.FRAME_CUT, "the listener was closed inside a message");
          }
          work();
        });
  }

  void pausedOrResumed() {
    onLoop(this::work);
  }

  private void onLoop(Runnable step) {
    try {
      context.executor().execute(step);
    } catch (RejectedExecutionException e) {
      LOG.debug("Listener {} is closed", peer.listener());
    }
  }

  private void closeWhenWritten() {
    if (isClosing) {
      return;
    }
    isClosing = true;
    var unused =
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    work();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      peerEnded = true;
      work();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    watch.stop();
    peerEnded = true;
    work();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.info(
        "Listener {}: connection of {} failed: {}",
        peer.listener(),
        peer.address(),
        cause.getClass().getSimpleName());
    var unused = ctx.close();
  }
}
