package org.pigdiffusion.examples.common;

import com.google.common.base.Preconditions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.trainer.TrainingException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Runs the example programs alike: what a user got wrong is told in one sentence, a fault of the
 * program with its stack trace. Exit status 0: done; 2: an option or a setting is wrong; 1:
 * anything else. With {@code -Dpig.trace=true} the stack trace is shown in any case.
 */
public final class Program {
  private static final String TRACE = "pig.trace";

  private Program() {}

  /** Runs a program and ends this process. */
  public static void main(Callable<Integer> program, String... args) {
    System.exit(commandLine(program).execute(args));
  }

  /** The command line of a program. */
  public static CommandLine commandLine(Callable<Integer> program) {
    return new CommandLine(program)
        .registerConverter(Path.class, new OptionValues.AnyPath())
        .setParameterExceptionHandler((e, args) -> badOption(e))
        .setExecutionExceptionHandler((e, line, parsed) -> failed(e, line));
  }

  private static int badOption(ParameterException e) {
    CommandLine line = e.getCommandLine();
    String message = sentence(e).replaceFirst("^Error: ", "");
    if (e.getCause() instanceof IllegalArgumentException cause && isDeliberate(cause)) {
      // A converter of the library's: its own words are better than picocli's around them.
      message = message.replaceFirst("(?s): cannot convert .*", "") + ": " + sentence(cause);
    }
    return tell(line, message + " (--help lists the options)", 2, e);
  }

  private static int failed(Exception e, CommandLine line) throws Exception {
    Throwable fault = cause(e);
    if (fault instanceof IllegalArgumentException && isDeliberate(fault)) {
      return tell(line, sentence(fault), 2, fault);
    }
    if (fault instanceof BackendException || fault instanceof TrainingException) {
      return tell(line, sentence(fault), 1, fault);
    }
    if (fault instanceof IOException io) {
      return tell(line, ofFile(io), 1, fault);
    }
    throw e; // a bug: picocli prints the trace
  }

  private static int tell(CommandLine line, String sentence, int status, Throwable fault) {
    PrintWriter err = line.getErr();
    err.println(line.getCommandName() + ": " + sentence);
    if (Boolean.getBoolean(TRACE)) {
      fault.printStackTrace(err);
    }
    err.flush();
    return status;
  }

  /**
   * Threads and streams put what went wrong into another exception that says nothing of its own.
   */
  private static Throwable cause(Throwable e) {
    Throwable cause = e.getCause();
    boolean saysNothing =
        cause != null
            && (e instanceof UncheckedIOException || cause.toString().equals(e.getMessage()));
    return saysNothing ? cause(cause) : e;
  }

  /**
   * Whether this project refused something, itself or by {@link Preconditions}; else the platform
   * found a bug of ours.
   */
  private static boolean isDeliberate(Throwable e) {
    return Arrays.stream(e.getStackTrace())
        .map(StackTraceElement::getClassName)
        .filter(name -> !name.equals(Preconditions.class.getName()))
        .findFirst()
        .filter(name -> name.startsWith("org.pigdiffusion."))
        .isPresent();
  }

  private static String sentence(Throwable e) {
    return Optional.ofNullable(e.getMessage())
        .filter(message -> !message.isBlank())
        .map(OptionWords::of)
        .orElseGet(e::toString);
  }

  /** The messages of these exceptions are a path and nothing else. */
  private static String ofFile(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or folder: " + sentence(e);
    }
    if (e instanceof AccessDeniedException) {
      return "access denied: " + sentence(e);
    }
    if (e instanceof FileAlreadyExistsException) {
      return "expected a folder or nothing there, found a file: " + sentence(e);
    }
    if (e instanceof NotDirectoryException) {
      return "expected a folder, found a file: " + sentence(e);
    }
    return sentence(e);
  }
}
