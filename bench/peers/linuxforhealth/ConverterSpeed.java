import io.github.linuxforhealth.hl7.ConverterOptions;
import io.github.linuxforhealth.hl7.HL7ToFHIRConverter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Processor time of one thread for one conversion by the LinuxForHealth converter, as a program of
 * its own: warmed up, then the median of rounds, both as long in processor time as asked for, so
 * that a busy machine does not cut them short. The conversion takes the text of a message and
 * gives a Bundle as JSON text, neither validated nor indented.
 *
 * <p>Arguments: seconds to warm up, rounds, milliseconds of a round, files with a message each. A
 * line for each file: microseconds and resources.
 */
public final class ConverterSpeed {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static int length; // what the compiler must not optimise away

  private ConverterSpeed() {}

  public static void main(String[] arguments) throws Exception {
    long warmUpMillis = 1000 * Long.parseLong(arguments[0]);
    double[] rounds = new double[Integer.parseInt(arguments[1])];
    long roundMillis = Long.parseLong(arguments[2]);
    HL7ToFHIRConverter converter = new HL7ToFHIRConverter();
    ConverterOptions options = new ConverterOptions.Builder().build();
    for (String file : Arrays.copyOfRange(arguments, 3, arguments.length)) {
      String message = Files.readString(Path.of(file));
      round(converter, options, message, warmUpMillis);
      for (int i = 0; i < rounds.length; i++) {
        rounds[i] = round(converter, options, message, roundMillis);
      }
      Arrays.sort(rounds);
      int resources = converter.convert(message, options).split("\"fullUrl\"", -1).length - 1;
      System.out.println(rounds[(rounds.length - 1) / 2] + " " + resources);
    }
    if (length == 0) {
      throw new IllegalStateException("nothing was converted");
    }
  }

  private static double round(
      HL7ToFHIRConverter converter, ConverterOptions options, String message, long millis) {
    long before = THREADS.getCurrentThreadCpuTime();
    long end = before + millis * 1_000_000;
    long count = 0;
    do {
      length += converter.convert(message, options).length();
      count++;
    } while (THREADS.getCurrentThreadCpuTime() < end);
    return (THREADS.getCurrentThreadCpuTime() - before) / 1e3 / count;
  }
}
