package dev.trestle.app.command;

import dev.trestle.kernel.message.AnswerCode;
import dev.trestle.kernel.message.Dialect;
import dev.trestle.semantics.hl7v2.AnswerReader;
import dev.trestle.semantics.hl7v2.Hl7v2Dialect;
import dev.trestle.transport.mllp.LoadReport;
import dev.trestle.transport.mllp.LoadSender;
import dev.trestle.transport.mllp.MllpTarget;
import dev.trestle.transport.mllp.SendResult;
import dev.trestle.transport.tls.ClientTls;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** An MLLP receiver on the command line: messages go to it, its answers are counted. */
final class Receiver {
  @SuppressWarnings("NullAway.Init") // filled by picocli
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(names = "--to", required = true, paramLabel = "HOST:PORT", description = "The receiver.")
  private String to = "";

  @Option(names = "--tls", description = "Speak TLS; the host name must be in the certificate.")
  private boolean tls;

  @Option(
      names = "--trust",
      paramLabel = "CERT",
      description = "PEM file of the certificate to trust (default: the JDK's authorities).")
  private @Nullable Path trust;

  @Option(names = "--connections", defaultValue = "1", description = "At once (default: 1).")
  private int connections = 1;

  @Option(
      names = "--rate",
      defaultValue = "0",
      description = "Messages a second over all connections (default: as fast as answers come).")
  private double rate;

  /** As it was typed. */
  String address() {
    return to;
  }

  /**
   * Sends the messages and prints what was answered.
   *
   * @return {@link ExitCode#OK} when every message was accepted (AA or CA)
   */
  int send(List<byte[]> messages, PrintWriter out) throws InterruptedException {
    Map<String, LongAdder> answers = new ConcurrentSkipListMap<>();
    Map<String, LongAdder> reasons = new ConcurrentSkipListMap<>();
    LoadReport report =
        new LoadSender(target(), connections, rate)
            .send(
                messages.iterator(),
                (number, message, result) -> {
                  answers.computeIfAbsent(name(result), unused -> new LongAdder()).increment();
                  reason(result)
                      .ifPresent(
                          why -> reasons.computeIfAbsent(why, x -> new LongAdder()).increment());
                  return true;
                });
    long accepted = count(answers, "AA") + count(answers, "CA");
    out.printf(
        "sent %d in %.1f s: %s%n",
        messages.size(), report.took().toNanos() / 1e9, answers.isEmpty() ? "-" : list(answers));
    reasons.forEach((why, count) -> out.printf("  %s (%d)%n", why, count.sum()));
    out.printf(
        "latency p50 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
        report.latencies().percentile(50).toNanos() / 1e6,
        report.latencies().percentile(99).toNanos() / 1e6,
        report.latencies().max().toNanos() / 1e6);
    return accepted == messages.size() ? ExitCode.OK : ExitCode.NEGATIVE;
  }

  private static long count(Map<String, LongAdder> answers, String name) {
    LongAdder count = answers.get(name);
    return count == null ? 0 : count.sum();
  }

  private static String list(Map<String, LongAdder> answers) {
    return String.join(
        ", ", answers.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList());
  }

  /** Only a readable acknowledgement counts; for a batch the worst of its answers. */
  private static String name(SendResult result) {
    if (result instanceof SendResult.Answered answered) {
      return code(answered.answer()).map(AnswerCode::name).orElse("unreadable answer");
    }
    if (result instanceof SendResult.NoAnswer) {
      return "no answer";
    }
    return result instanceof SendResult.NotSent ? "not sent" : "unreadable answer";
  }

  /** Why there is no answer; the words of the answer itself are the receiver's. */
  private static Optional<String> reason(SendResult result) {
    if (result instanceof SendResult.NotSent notSent) {
      return Optional.of(
          "not sent: " + notSent.detail() + " [" + notSent.code() + "] " + notSent.code().advice());
    }
    if (result instanceof SendResult.NoAnswer none) {
      return Optional.of(
          "no answer: " + none.detail() + " [" + none.code() + "] " + none.code().advice());
    }
    return result instanceof SendResult.Unreadable unreadable
        ? Optional.of("unreadable answer: " + unreadable.detail())
        : Optional.empty();
  }

  private static Optional<AnswerCode> code(byte[] answer) {
    List<byte[]> single =
        new Hl7v2Dialect().batch(answer).map(Dialect.Batch::messages).orElse(List.of(answer));
    AnswerCode worst = null;
    for (byte[] one : single) {
      Optional<AnswerReader.Answer> read = AnswerReader.read(one);
      if (read.isEmpty()) {
        return Optional.empty();
      }
      if (worst == null || !read.get().accepted()) {
        worst = read.get().code();
      }
    }
    return Optional.ofNullable(worst);
  }

  /**
   * The receiver.
   *
   * @throws CommandLine.ParameterException it is no address
   */
  MllpTarget target() {
    int colon = to.lastIndexOf(':');
    try {
      return MllpTarget.of(
          to.substring(0, colon),
          Integer.parseInt(to.substring(colon + 1)),
          tls ? new ClientTls(trust, null) : null);
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), "--to takes HOST:PORT", e);
    }
  }
}
