package org.pigdiffusion.examples.common;

import java.io.Console;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress bars: drawn in place in a terminal, told in a plain line now and then in a log. */
public final class Bars {
  private static final int REFRESH_MILLIS = 1000;
  private static final int LINE_MILLIS = 30_000;
  private static final int LINE_LENGTH = 100;

  private Bars() {}

  /** A bar of so many steps that writes to standard error. */
  public static ProgressBarBuilder builder(String task, long steps) {
    ProgressBarBuilder bar = new ProgressBarBuilder().setTaskName(task).setInitialMax(steps);
    return isTerminal() ? bar.setUpdateIntervalMillis(REFRESH_MILLIS) : lines(bar);
  }

  /** False where the output goes to a file or another program. */
  @SuppressWarnings("SystemConsoleNull") // before Java 22, null says it
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true; // before Java 22, where there is a console only in a terminal
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ProgressBarBuilder lines(ProgressBarBuilder bar) {
    return bar.setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(LINE_MILLIS)
        .setConsumer(new DelegatingProgressBarConsumer(System.err::println, LINE_LENGTH));
  }
}
