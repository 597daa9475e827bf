package dev.trestle.app.validator;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The program while it runs: one question at a time over its standard input. It gets nothing of our
 * environment, and what it prints beside its answers goes nowhere.
 */
final class HapiProcess implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST_ANSWER = 64 << 20;

  private final Process process;
  private final DataOutputStream questions;
  private final DataInputStream answers;

  private HapiProcess(Process process) {
    this.process = process;
    this.questions = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    this.answers = new DataInputStream(process.getInputStream());
  }

  static HapiProcess start(List<String> command) throws IOException {
    ProcessBuilder program =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    program.environment().clear();
    return new HapiProcess(program.start());
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Asks. After a failure the process is of no use any more.
   *
   * @param watch ends the process when the answer takes longer than the limit
   * @throws IOException when the process ends before it has answered
   */
  JsonNode ask(JsonNode question, Duration limit, ScheduledExecutorService watch)
      throws IOException {
    Future<?> end = watch.schedule(process::destroyForcibly, limit.toNanos(), TimeUnit.NANOSECONDS);
    try {
      byte[] frame = JSON.writeValueAsBytes(question);
      questions.writeInt(frame.length);
      questions.write(frame);
      questions.flush();
      int length = answers.readInt();
      if (length < 0 || length > LONGEST_ANSWER) {
        throw new IOException("an answer of " + length + " bytes");
      }
      byte[] answer = new byte[length];
      answers.readFully(answer);
      return JSON.readTree(answer);
    } finally {
      end.cancel(false);
    }
  }

  /** Ends it; it has nothing to finish. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
