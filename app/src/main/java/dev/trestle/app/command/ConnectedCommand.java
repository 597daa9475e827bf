package dev.trestle.app.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that asks the Trestle that runs on a data folder. */
abstract class ConnectedCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // filled by picocli
  @Spec
  private CommandSpec spec;

  @Mixin private final DataOption data = new DataOption();

  RunningTrestle trestle() {
    return RunningTrestle.on(data.folder);
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
