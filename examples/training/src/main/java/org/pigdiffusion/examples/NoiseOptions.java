package org.pigdiffusion.examples;

import java.util.List;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.trainer.LossWeighting;
import org.pigdiffusion.trainer.TimeDensity;
import org.pigdiffusion.trainer.TrainingConfig;
import picocli.CommandLine.Option;

/** The options that say how noisy the pairs are from which the networks learn. */
final class NoiseOptions {
  @Option(
      names = "--schedule",
      description =
          "noise schedule, such as cosine(1000), or shifted(linear(1024,1e-4,0.02),2) with half the"
              + " noise")
  private String schedule = NoiseSchedule.paper().description();

  @Option(
      names = "--logit-normal",
      split = ",",
      description = "MEAN,DEVIATION of the logit of the time steps; uniform times if absent")
  private List<Double> logitNormal = List.of();

  @Option(
      names = "--log-normal-sigma",
      split = ",",
      description = "MEAN,DEVIATION of the logarithm of sigma; uniform times if absent")
  private List<Double> logNormalSigma = List.of();

  @Option(
      names = "--weighting",
      description = "of the loss of both networks: ${COMPLETION-CANDIDATES}")
  private LossWeighting weighting = LossWeighting.NONE;

  void set(TrainingConfig.Builder config) {
    config
        .schedule(NoiseSchedule.parse(schedule))
        .timeDensity(density())
        .weighting(weighting, weighting);
  }

  private TimeDensity density() {
    if (!logitNormal.isEmpty() && !logNormalSigma.isEmpty()) {
      throw new IllegalArgumentException("expected one of --logit-normal and --log-normal-sigma");
    }
    if (!logitNormal.isEmpty()) {
      requireTwo("--logit-normal", logitNormal);
      return TimeDensity.logitNormal(logitNormal.get(0), logitNormal.get(1));
    }
    if (!logNormalSigma.isEmpty()) {
      requireTwo("--log-normal-sigma", logNormalSigma);
      return TimeDensity.logNormalSigma(logNormalSigma.get(0), logNormalSigma.get(1));
    }
    return TimeDensity.uniform();
  }

  private static void requireTwo(String option, List<Double> values) {
    if (values.size() != 2) {
      throw new IllegalArgumentException(option + ": expected MEAN,DEVIATION, found " + values);
    }
  }
}
