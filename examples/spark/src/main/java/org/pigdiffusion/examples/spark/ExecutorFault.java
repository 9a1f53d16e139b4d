package org.pigdiffusion.examples.spark;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;
import org.pigdiffusion.BackendException;

/**
 * What an executor refused, without Spark's words and stack traces around it, so that a program
 * tells it in one sentence as on one machine.
 */
final class ExecutorFault {
  private ExecutorFault() {}

  /**
   * Does work of the driver.
   *
   * @throws Exception what is at the bottom of a {@link SparkException} if this project or the file
   *     system said it; else what the work throws
   */
  static <T> T unwrapped(Callable<T> work) throws Exception {
    try {
      return work.call();
    } catch (Exception e) { // Spark's are checked, but no method declares them
      throw told(e);
    }
  }

  static Exception told(Exception e) {
    if (e instanceof AnalysisException) { // such as a table that is there already
      return new IOException(String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
    }
    if (!(e instanceof SparkException)) {
      return e;
    }
    Optional<Exception> refusal =
        Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
            .filter(
                cause ->
                    cause instanceof IOException
                        || cause instanceof IllegalArgumentException
                        || cause instanceof BackendException)
            .map(Exception.class::cast)
            .findFirst();
    return refusal.orElse(e);
  }
}
