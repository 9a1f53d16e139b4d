package org.pigdiffusion.scheduler;

import com.google.common.primitives.Doubles;
import java.util.ArrayList;
import java.util.List;
import org.pigdiffusion.internal.Nesting;

/** Reads what {@link SamplingMethod#description} writes; the grammar stands there. */
final class MethodParser {
  private static final String RULE =
      "a rule (ddim, ddpm, euler, heun, pndm, deis, dpm++1m, dpm++2m, dpm++3m or unipc)";
  private static final String GRID =
      "a grid (leading, trailing, linspace, evenStrides, quad, karras, exponential,"
          + " karras(sigmaMin,sigmaMax), exponential(sigmaMin,sigmaMax), explicit(time,...) or"
          + " whole(grid))";
  private static final String THRESHOLDING =
      "a thresholding (none, clamped or dynamic(quantile,most))";

  private final TextReader text;

  private MethodParser(TextReader text) {
    this.text = text;
  }

  static SamplingMethod parse(String description) {
    return new MethodParser(new TextReader(Nesting.require("method", description))).method();
  }

  private SamplingMethod method() {
    SamplingRule rule = rule();
    TimeGrid grid = text.takes('@') ? grid() : rule.defaultGrid();
    text.require(':');
    int steps = text.whole("the number of steps");
    Thresholding thresholding = text.takes(':') ? thresholding() : Thresholding.none();
    text.requireEnd();
    return new SamplingMethod(rule, steps, grid, thresholding);
  }

  private SamplingRule rule() {
    int from = text.position();
    String name = text.name(RULE);
    RuleSettings settings = RuleSettings.read(text);
    SamplingRule rule =
        switch (name) {
          case "ddim" -> new Ddim(settings.number("eta", Ddim.STANDARD.eta()));
          case "ddpm" -> new Ddpm(settings.constant("variance", Ddpm.STANDARD.variance()));
          case "euler" -> new Euler();
          case "heun" -> new Heun();
          case "pndm" -> new Pndm(settings.constant("start", Pndm.STANDARD.start()));
          case "deis" -> new Deis(settings.whole("order", Deis.STANDARD.order()));
          case "dpm++1m" -> dpmSolver(1, settings);
          case "dpm++2m" -> dpmSolver(2, settings);
          case "dpm++3m" -> dpmSolver(3, settings);
          case "unipc" ->
              new UniPc(
                  settings.whole("order", UniPc.STANDARD.order()),
                  settings.constant("variant", UniPc.STANDARD.variant()));
          default -> throw text.fault(from, RULE);
        };
    settings.requireAllKnown();
    return rule;
  }

  private static SamplingRule dpmSolver(int order, RuleSettings settings) {
    return new DpmSolverPlusPlus(
        order,
        settings.constant("variant", DpmSolverPlusPlus.STANDARD.variant()),
        settings.constant("noise", DpmSolverPlusPlus.STANDARD.noise()));
  }

  private TimeGrid grid() {
    int from = text.position();
    return switch (text.name(GRID)) {
      case "leading" -> TimeGrid.leading();
      case "trailing" -> TimeGrid.trailing();
      case "linspace" -> TimeGrid.linspace();
      case "evenStrides" -> TimeGrid.evenStrides();
      case "quad" -> TimeGrid.quad();
      case "karras" -> ofSigma(TimeGrid.karras(), TimeGrid::karras);
      case "exponential" -> ofSigma(TimeGrid.exponential(), TimeGrid::exponential);
      case "explicit" -> explicit();
      case "whole" -> whole();
      default -> throw text.fault(from, GRID);
    };
  }

  private TimeGrid explicit() {
    text.require('(');
    List<Double> times = new ArrayList<>();
    do {
      times.add(text.number());
    } while (text.takes(','));
    text.require(')');
    return TimeGrid.explicit(Doubles.toArray(times));
  }

  private TimeGrid whole() {
    text.require('(');
    TimeGrid grid = grid();
    text.require(')');
    return grid.whole();
  }

  /** Makes something of two numbers. */
  private interface OfTwo<T> {
    T of(double first, double second);
  }

  private TimeGrid ofSigma(TimeGrid unbounded, OfTwo<TimeGrid> bounded) {
    return text.takes('(') ? rest(bounded) : unbounded;
  }

  private Thresholding dynamic() {
    text.require('(');
    return rest(Thresholding::dynamic);
  }

  /** Reads the two numbers behind an opening bracket, and the closing one. */
  private <T> T rest(OfTwo<T> result) {
    double first = text.number();
    text.require(',');
    double second = text.number();
    text.require(')');
    return result.of(first, second);
  }

  private Thresholding thresholding() {
    int from = text.position();
    return switch (text.name(THRESHOLDING)) {
      case "none" -> Thresholding.none();
      case "clamped" -> Thresholding.clamped();
      case "dynamic" -> dynamic();
      default -> throw text.fault(from, THRESHOLDING);
    };
  }
}
