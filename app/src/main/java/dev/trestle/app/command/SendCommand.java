package dev.trestle.app.command;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.transport.mllp.MllpFrames;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trestle send}: files to an MLLP receiver. */
@Command(
    name = "send",
    mixinStandardHelpOptions = true,
    description = "Sends HL7 v2 files over MLLP and counts the answers.",
    footer = {
      "",
      "A file may hold one message, several, a batch (FHS/BHS) or MLLP frames; of a folder all files",
      "are sent. Over one connection messages keep their order. Nothing is repeated.",
      "Exit code 0 when every message was accepted (AA or CA), 1 otherwise.",
      "Example: trestle send adt/*.hl7 --to localhost:2575 --tls --trust trestle-data/tls/server.pem"
    })
final class SendCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // filled by picocli
  @Spec
  private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files or folders to send.")
  private List<Path> files = List.of();

  @Mixin private final Receiver receiver = new Receiver();

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    return receiver.send(read(out), out);
  }

  private List<byte[]> read(PrintWriter out) throws IOException {
    List<byte[]> messages = new ArrayList<>();
    for (Path file : files) {
      for (Path one : expand(file)) {
        MllpFrames.Split split = MllpFrames.split(Files.readAllBytes(one));
        messages.addAll(split.messages());
        for (MllpFrames.Leftover leftover : split.leftovers()) {
          out.printf("%s: %d bytes not sent: %s%n", one, leftover.totalBytes(), leftover.detail());
        }
      }
    }
    if (messages.isEmpty()) {
      throw new TrestleException(ProblemCode.REQUEST_INVALID, "There is no message in the files.");
    }
    return messages;
  }

  static List<Path> expand(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> walk = Files.walk(path)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
