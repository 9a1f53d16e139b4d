package org.pigdiffusion.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.scheduler.Point;

class ForwardProcessProperties {
  private static final Shape ONE = new Shape(1, 1, 1, 1);

  /** A root or logarithm of abar or 1 - abar, or the ratio of the two. */
  private static final Pattern FACTOR =
      Pattern.compile(
          "(sqrt|log|log1p)\\(-?(1 - )?(abar|\\w*\\.?alphaBars?)(\\[[^]]*\\]|\\([^)]*\\))?\\)"
              + "|(abar|alphaBar(\\(\\w*\\))?) / \\(1 - (abar|alphaBar)\\b[^+]*\\)"
              + "|\\(1 - (abar|alphaBar)(\\(\\w*\\))?\\) / (abar|alphaBar)\\b");

  @Property
  void factorsAreThoseOfTheSample(
      @ForAll @Scale(6) @DoubleRange(min = 1e-6, max = 1 - 1e-6) double abar) {
    ForwardProcess process = ForwardProcess.ofAlphaBars(abar);
    Tensor zero = Tensor.zeros(ONE);
    Tensor one = Tensor.filled(ONE, 1);
    assertEquals((float) ForwardProcess.a(abar), process.noisy(one, zero).toArray()[0]);
    assertEquals((float) ForwardProcess.s(abar), process.noisy(zero, one).toArray()[0]);
    double ratio = ForwardProcess.s(abar) / ForwardProcess.a(abar);
    assertEquals(ratio, ForwardProcess.sigma(abar), 1e-12 * ratio);
    assertEquals(1, ratio * ratio * ForwardProcess.snr(abar), 1e-12);
    assertEquals(Math.log(ForwardProcess.snr(abar)), ForwardProcess.logSnr(abar), 1e-9);
    Point point = new Point(0, abar);
    assertEquals(ForwardProcess.a(abar), point.a());
    assertEquals(ForwardProcess.s(abar), point.s());
    assertEquals(ForwardProcess.sigma(abar), point.sigma());
    assertEquals(0.5 * ForwardProcess.logSnr(abar), point.lambda(), 1e-9);
  }

  @Example
  void bothEndsHaveTheirLimits() {
    assertEquals(List.of(1.0, 0.0, 0.0, Double.POSITIVE_INFINITY), factors(1));
    assertEquals(List.of(0.0, 1.0, Double.POSITIVE_INFINITY, 0.0), factors(0));
  }

  private static List<Double> factors(double abar) {
    return List.of(
        ForwardProcess.a(abar),
        ForwardProcess.s(abar),
        ForwardProcess.sigma(abar),
        ForwardProcess.snr(abar));
  }

  /** Comments may show the formulas. */
  @Example
  void noOtherFileComputesThem() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      List<String> others =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.endsWith("ForwardProcess.java"))
              .flatMap(ForwardProcessProperties::code)
              .filter(line -> FACTOR.matcher(line).find())
              .toList();
      assertEquals(List.of(), others);
    }
  }

  private static Stream<String> code(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .map(String::strip)
          .filter(line -> !line.startsWith("*") && !line.startsWith("/*"))
          .map(line -> file.getFileName() + ": " + line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
