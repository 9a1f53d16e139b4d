package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.DenoiserSpec;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.evaluation.Bootstrap;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.evaluation.SampledRows;
import org.pigdiffusion.noise.ForwardProcess;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.noise.NoiseSource;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.scheduler.SamplingMethod;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;

/** The parts of {@link Variety}, with models whose answers are known. */
class VarietyPartsTest {
  private static final SamplingMethod METHOD = SamplingMethod.parse("ddim:10");

  /** Says that the clean image is what it is told, and keeps what it was shown. */
  private static final class Told implements Denoiser {
    private final List<Tensor> noisy = new ArrayList<>();
    private final List<Tensor> conditions = new ArrayList<>();
    private final DenoiserSpec spec;
    private final NoiseSchedule schedule;
    private final Tensor clean;
    private int next;

    Told(String name, Tensor clean, NoiseSchedule schedule, PredictionType type) {
      this.spec =
          DenoiserSpec.builder(clean.shape().channels(), 1, name)
              .prediction(type)
              .schedule(schedule)
              .build();
      this.schedule = schedule;
      this.clean = clean;
    }

    @Override
    public Tensor predict(Tensor shown, Tensor condition, double[] times) {
      noisy.add(shown);
      conditions.add(condition);
      int count = shown.shape().batch();
      int from = next + count > clean.shape().batch() ? 0 : next;
      Tensor said = clean.slice(from, from + count);
      next = from + count;
      ForwardProcess at = schedule.at(times);
      return spec.prediction().target(said, at.noise(shown, said), at);
    }

    @Override
    public DenoiserSpec spec() {
      return spec;
    }

    @Override
    public void close() {}
  }

  /** Four pairs, of which the second half is brighter. */
  private static PairSet pairs() {
    Shape shape = new Shape(4, 1, 4, 4);
    float[] x = new float[shape.size()];
    float[] y = new float[shape.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = i % 16 < 4 * (i / 16) ? 1 : -1;
      y[i] = i / 128f - 0.2f + 0.01f * (i * 7 % 11);
    }
    return new PairSet(Tensor.of(shape, x), Tensor.of(shape, y));
  }

  private static void assertNear(Tensor expected, Tensor found) {
    assertEquals(expected.shape(), found.shape());
    assertArrayEquals(expected.toArray(), found.toArray(), 2e-4f);
  }

  /** Of all prediction types, on two schedules; y is shown first the estimate, then the truth. */
  @Test
  void cleanEstimatesAreWhatTheModelsSay() {
    PairSet pairs = pairs();
    for (NoiseSchedule schedule : List.of(NoiseSchedule.paper(), NoiseSchedule.cosine(100))) {
      for (PredictionType type : PredictionType.values()) {
        Tensor ofX = pairs.x().map(value -> value * 1.5);
        Told x = new Told("x", ofX, schedule, type);
        Told y = new Told("y", pairs.y(), schedule, type);
        SampledRows.Models models =
            new SampledRows.Models(
                x, y, GuideTransform.clamped(), GuideTransform.identity(), schedule);
        NoiseLevel level = NoiseLevel.nearest(List.of(2.0), METHOD, schedule).get(0);
        NoiseSource noise = NoiseSource.keyed(1);
        CleanEstimates said = CleanEstimates.of(models, pairs, level, noise, 4);
        assertNear(ofX, said.x());
        assertNear(pairs.y(), said.yOfEstimate());
        assertNear(pairs.y(), said.yOfTruth());
        PairSet noisy = level.noisy(pairs, noise, 0);
        assertEquals(List.of(noisy.x()), x.noisy);
        assertEquals(List.of(noisy.y()), x.conditions);
        assertEquals(List.of(noisy.y(), noisy.y()), y.noisy);
        assertNear(pairs.x(), y.conditions.get(0));
        assertEquals(pairs.x(), y.conditions.get(1));
      }
    }
  }

  @Test
  void batchesDoNotChangeWhatIsSaid() {
    PairSet pairs = pairs();
    NoiseSchedule schedule = NoiseSchedule.paper();
    NoiseLevel level = NoiseLevel.nearest(List.of(2.0), METHOD, schedule).get(0);
    List<Tensor> shown = new ArrayList<>();
    for (int batch : List.of(4, 3)) {
      Told x = new Told("x", pairs.x(), schedule, PredictionType.VELOCITY);
      Told y = new Told("y", Tensor.zeros(pairs.y().shape()), schedule, PredictionType.CLEAN);
      SampledRows.Models models =
          new SampledRows.Models(
              x, y, GuideTransform.clamped(), GuideTransform.identity(), schedule);
      CleanEstimates said = CleanEstimates.of(models, pairs, level, NoiseSource.keyed(1), batch);
      assertNear(pairs.x(), said.x());
      shown.add(Tensor.concatBatch(x.noisy));
    }
    assertEquals(shown.get(0), shown.get(1));
  }

  @Test
  void samplingOnBeginsWithTheNoisyPairAtItsTime() {
    PairSet pairs = pairs();
    NoiseSchedule schedule = NoiseSchedule.paper();
    Told x = new Told("x", pairs.x(), schedule, PredictionType.NOISE);
    Told y = new Told("y", pairs.y(), schedule, PredictionType.VELOCITY);
    VarietySampler sampler =
        new VarietySampler(
            new SampledRows.Models(
                x, y, GuideTransform.clamped(), GuideTransform.identity(), schedule),
            METHOD,
            4,
            7);
    NoiseLevel level = NoiseLevel.nearest(List.of(4.4), METHOD, schedule).get(0);
    PairSet onward = sampler.onward(pairs, level);
    assertEquals(level.onward().steps(), x.noisy.size());
    assertTrue(x.noisy.size() < METHOD.steps());
    PairSet noisy = level.noisy(pairs, sampler.noiseOfPairs(), 0);
    assertEquals(noisy.x(), x.noisy.get(0));
    assertEquals(noisy.y(), y.noisy.get(0));
    assertNear(pairs.x(), onward.x());
    assertNear(pairs.y(), onward.y());
  }

  /** Each of the three kinds of sampling begins with noise of its own. */
  @Test
  void noNoiseIsMetTwice() {
    PairSet zeros = new PairSet(pairs().x().map(v -> 0), pairs().y().map(v -> 0));
    NoiseSchedule schedule = NoiseSchedule.paper();
    Told x = new Told("x", zeros.x(), schedule, PredictionType.VELOCITY);
    Told y = new Told("y", zeros.y(), schedule, PredictionType.VELOCITY);
    SampledRows.Models models =
        new SampledRows.Models(x, y, GuideTransform.clamped(), GuideTransform.identity(), schedule);
    VarietySampler sampler = new VarietySampler(models, METHOD, 4, 7);
    List<PairBatch> sampled = sampler.pairs(4, 4);
    assertEquals(4, VarietySampler.set(sampled).size());
    PairSet unused = sampler.given("masks", pairs().x());
    assertEquals(METHOD.steps(), x.noisy.size(), "model x is not asked for given masks");
    NoiseLevel level = NoiseLevel.nearest(List.of(150.0), METHOD, schedule).get(0);
    Tensor onward = level.noisy(zeros, sampler.noiseOfPairs(), 0).y();
    List<Float> first =
        List.of(
            y.noisy.get(0).at(0, 0, 0, 0),
            y.noisy.get(METHOD.steps()).at(0, 0, 0, 0),
            onward.at(0, 0, 0, 0));
    assertEquals(3, first.stream().map(value -> Math.round(value * 100)).distinct().count());
    assertTrue(
        IntStream.range(0, METHOD.steps())
            .allMatch(i -> y.conditions.get(METHOD.steps() + i).equals(pairs().x())));
    assertEquals(NoiseSource.keyed(7).open(0).next(Role.X, zeros.x().shape()), x.noisy.get(0));
  }

  /** A model that answers the truth, and one that says half of how images differ. */
  @Test
  void tablesTellSlopesOfEachModel() {
    PairSet pairs = pairs();
    NoiseLevel level = NoiseLevel.nearest(List.of(4.0), METHOD, NoiseSchedule.paper()).get(0);
    CalibrationTables tables = new CalibrationTables(pairs, Bootstrap.of(20, 1));
    tables.add(
        level, new CleanEstimates(pairs.x(), pairs.y().map(v -> v / 2), pairs.y().map(v -> 0)));
    String text = tables.markdown();
    List<String> rows = text.lines().filter(line -> line.startsWith("| 3.5 |")).toList();
    assertEquals(3, rows.size(), text);
    assertTrue(rows.get(0).contains("| 1.00 (1.00 to 1.00) | 1.00 |"), text);
    assertTrue(rows.get(1).contains("| **2.00 (2.00 to 2.00)** | 1.00 |"), text);
    assertTrue(rows.get(2).contains("| none: the model says the same of all | 0.00 |"), text);
  }

  /** Of two pixels of four one is class 1, of the other image all are class 2. */
  @Test
  void areasOfEachClassByHand() {
    Tensor masks =
        Tensor.of(
            new Shape(2, 3, 1, 4),
            new float[] {
              1, 1, -1, 1, -1, -1, 1, -1, -1, -1, -1, -1, // class 1 in one pixel of four
              -1, -1, -1, -1, -1, -1, -1, -1, 1, 1, 1, 1 // class 2 in all
            });
    MaskAreas areas = new MaskAreas(Bootstrap.of(20, 1));
    areas.add("some", masks);
    String text = areas.markdown();
    assertTrue(text.contains("### Class 1\n\n| masks "), text);
    // The standard deviation of 25 and 0 is 25 / sqrt(2), and all draws have both; of two numbers,
    // quantiles lie between.
    assertTrue(
        text.contains("| some | 2 | 12.5 | 17.7 (17.7 to 17.7) | 1.3 | 6.3 | 12.5 | 18.8 | 23.8 |"),
        text);
    assertTrue(text.contains("\n\n### Class 2"), text);
    assertTrue(text.contains("| some | 2 | 50.0 | 70.7 (70.7 to 70.7) |"), text);
  }

  /** Of 0, 0 and 6: the mean is 2, and the squares 4, 4 and 16; of 0, 6 and 6 the same. */
  @Test
  void standardDeviationOfDraws() {
    StandardDeviation deviation = new StandardDeviation(0, 6);
    assertEquals(Math.sqrt(12), deviation.of(2, 1), 1e-12);
    assertEquals(Math.sqrt(12), deviation.of(1, 2), 1e-12);
    assertEquals(Math.sqrt(18), deviation.value(), 1e-12);
  }

  /** All masks are told, and only sampling is limited; crops that are cut afresh have no end. */
  @Test
  void allMasksOfASourceAreTaken() {
    PairSource four = pairs().source();
    assertEquals(pairs().x(), RealPairs.masks(four, 2));
    assertEquals(2, RealPairs.of(four, 2).size());
    PairSource afresh =
        new PairSource() {
          @Override
          public int size() {
            return four.size();
          }

          @Override
          public PairExample example(int index) {
            return four.example(index);
          }

          @Override
          public PairExample draw(int index, long key) {
            return four.example((int) ((index + key) % four.size()));
          }
        };
    assertEquals(6, RealPairs.masks(afresh, 6).shape().batch());
    assertEquals(6, RealPairs.of(afresh, 6).size());
  }

  @Test
  void fewImagesAreToldBelowTheTable() {
    assertEquals("", VarietyText.few(30, 30));
    String few = VarietyText.few(29, 30);
    assertTrue(few.startsWith("\nAgainst 29 held-out images: that says little."), few);
    assertTrue(few.contains("--validation") && !few.contains("Rows of"), few);
    String both = VarietyText.few(6, 12);
    assertTrue(both.contains("\nRows of 12 images: that says little."), both);
  }

  @Test
  void equalImagesAreAlikeAndSmallOnesAreNotMeasured() {
    Tensor pair = pairs().y().slice(0, 2);
    Shape large = new Shape(2, 1, 24, 24);
    float[] values = new float[large.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 7 / 7f;
    }
    Tensor different = Tensor.of(large, values);
    Tensor same = Tensor.concatBatch(List.of(different.slice(0, 1), different.slice(0, 1)));
    ImageLikeness likeness = new ImageLikeness(Bootstrap.of(20, 1));
    likeness.add("same", same);
    likeness.add("shifted", different);
    likeness.add("small", pair);
    List<String> rows = likeness.markdown().lines().skip(2).toList();
    assertTrue(rows.get(0).startsWith("| same | 2 | 1.000"), rows.get(0));
    assertTrue(rows.get(1).startsWith("| shifted | 2 | 0."), rows.get(1));
    assertEquals("| small | 2 | not measured: needs 22 pixels a side |", rows.get(2));
  }
}
