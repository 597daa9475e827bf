package dev.trestle.app.platform;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.logstash.logback.encoder.LogstashEncoder;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The log of a platform: one JSON object a line in {@code DATA/logs}, kept for 30 days or 1 GB. No
 * patient data.
 */
public final class Logs {
  private Logs() {}

  /**
   * Adds the log file; warnings still go to the terminal.
   *
   * @throws TrestleException DATA_NOT_WRITABLE, before the logger finds it out with a stack trace
   */
  public static void into(Path dataFolder) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Path folder = writable(dataFolder.resolve("logs"));

    LogstashEncoder encoder = new LogstashEncoder();
    encoder.setContext(context);
    encoder.start();

    RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
    file.setContext(context);
    file.setName("file");
    file.setFile(folder.resolve("trestle.log").toString());
    file.setEncoder(encoder);

    SizeAndTimeBasedRollingPolicy<ILoggingEvent> rolling = new SizeAndTimeBasedRollingPolicy<>();
    rolling.setContext(context);
    rolling.setParent(file);
    rolling.setFileNamePattern(folder.resolve("trestle.%d.%i.log.gz").toString());
    rolling.setMaxFileSize(new FileSize(100 << 20));
    rolling.setMaxHistory(30);
    rolling.setTotalSizeCap(new FileSize(1L << 30));
    rolling.start();

    file.setRollingPolicy(rolling);
    file.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(file);
  }

  private static Path writable(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw notWritable(folder, e);
    }
    if (!Files.isWritable(folder)) {
      throw notWritable(folder, null);
    }
    return folder;
  }

  private static TrestleException notWritable(Path folder, @Nullable IOException cause) {
    String text =
        "The folder of the logs, "
            + folder
            + ", cannot be written. "
            + ProblemCode.DATA_NOT_WRITABLE.advice();
    return cause == null
        ? new TrestleException(ProblemCode.DATA_NOT_WRITABLE, text)
        : new TrestleException(ProblemCode.DATA_NOT_WRITABLE, text, cause);
  }
}
