package org.pigdiffusion.examples;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.examples.common.Program;
import org.pigdiffusion.picture.SamplingJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes one folder of pairs of those that {@code Quickstart --shard} wrote. */
@Command(
    name = "join-shards",
    mixinStandardHelpOptions = true,
    description = "Makes one folder of pairs of the finished folders of all shards.")
public final class JoinShards implements Callable<Integer> {
  @Option(names = "--out", required = true, description = "the new folder")
  private Path out = Path.of("");

  @Parameters(
      arity = "1", // of each: with more at once, a folder that is missing ends the list
      converter = OptionValues.ExistingFolder.class,
      description = "the folders of all shards, in any order")
  private List<Path> shards = List.of();

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new JoinShards(), args);
  }

  @Override
  public Integer call() throws Exception {
    SamplingJob.join(shards, out);
    System.out.printf("Joined %d folders in %s.%n", shards.size(), out.toAbsolutePath());
    return 0;
  }
}
