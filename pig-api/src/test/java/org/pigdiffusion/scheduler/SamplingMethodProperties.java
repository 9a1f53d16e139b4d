package org.pigdiffusion.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import com.google.common.primitives.Doubles;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.pigdiffusion.sampler.GuideRefresh;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.Preset;

/** The text of a method, written and read. */
class SamplingMethodProperties {

  @Provide
  static Arbitrary<SamplingMethod> methods() {
    Arbitrary<Integer> steps = Arbitraries.integers().greaterOrEqual(1);
    return Combinators.combine(rules(), steps, grids(), thresholdings()).as(SamplingMethod::new);
  }

  private static Arbitrary<SamplingRule> rules() {
    return Arbitraries.oneOf(
        Arbitraries.doubles().between(0, 1).ofScale(20).map(Ddim::new),
        Arbitraries.of(Double.MIN_VALUE, -0.0, 1e-4, 1.0).map(Ddim::new),
        Arbitraries.of(Ddpm.Variance.class).map(Ddpm::new),
        Arbitraries.of(new Euler(), new Heun()),
        Arbitraries.of(Pndm.Start.class).map(Pndm::new),
        Arbitraries.of(1, 2, 3).map(Deis::new),
        Combinators.combine(Arbitraries.of(2, 3), Arbitraries.of(UniPc.Variant.class))
            .as(UniPc::new),
        Combinators.combine(
                Arbitraries.of(1, 2, 3),
                Arbitraries.of(DpmSolverPlusPlus.Variant.class),
                Arbitraries.of(DpmSolverPlusPlus.Noise.class))
            .as(DpmSolverPlusPlus::new));
  }

  private static Arbitrary<TimeGrid> grids() {
    Arbitrary<Double> sigmaMin = Arbitraries.doubles().between(1e-9, 1).ofScale(12);
    Arbitrary<Double> sigmaMax = Arbitraries.doubles().between(1.5, 1e12).ofScale(12);
    Arbitrary<TimeGrid> grids =
        Arbitraries.oneOf(
            Arbitraries.of(
                TimeGrid.leading(),
                TimeGrid.trailing(),
                TimeGrid.linspace(),
                TimeGrid.evenStrides(),
                TimeGrid.quad(),
                TimeGrid.karras(),
                TimeGrid.exponential(),
                TimeGrid.logSnrUniform()),
            Combinators.combine(sigmaMin, sigmaMax).as(TimeGrid::karras),
            Combinators.combine(sigmaMin, sigmaMax).as(TimeGrid::exponential),
            Arbitraries.doubles()
                .between(0, 1e9)
                .ofScale(9)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(times -> TimeGrid.explicit(Doubles.toArray(times))));
    return Arbitraries.oneOf(grids, grids.map(TimeGrid::whole));
  }

  private static Arbitrary<Thresholding> thresholdings() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            Thresholding.none(),
            Thresholding.clamped(),
            Thresholding.dynamic(1, Double.POSITIVE_INFINITY)),
        Combinators.combine(
                Arbitraries.doubles().between(1e-6, 1).ofScale(9),
                Arbitraries.doubles().between(1, 1e9).ofScale(9))
            .as(Thresholding::dynamic));
  }

  @Property
  void whatIsWrittenIsReadAsTheSameMethod(@ForAll("methods") SamplingMethod method) {
    String text = method.description();
    SamplingMethod read = SamplingMethod.parse(text);
    assertEquals(method, read);
    assertEquals(text, read.description());
    assertEquals(text, method.toString());
    assertFalse(text.matches(".*[\\s~/].*"), text); // signs that rows of tables divide at
  }

  /** Whatever is left out or added somewhere is refused, or else is another text of a method. */
  @Property
  void aDamagedTextIsRefusedOrIsAnother(
      @ForAll("methods") SamplingMethod method, @ForAll int place, @ForAll char sign) {
    String text = method.description();
    int at = Math.floorMod(place, text.length());
    for (String damaged :
        List.of(
            text.substring(0, at) + text.substring(at + 1),
            text.substring(0, at) + sign + text.substring(at))) {
      try {
        SamplingMethod read = SamplingMethod.parse(damaged);
        assertEquals(read, SamplingMethod.parse(read.description()));
      } catch (IllegalArgumentException e) {
        assertFalse(String.valueOf(e.getMessage()).isEmpty());
      }
    }
  }

  /** These must be read so for ever: they stand in stored pairs and tables. */
  @Example
  void textsMeanTheseMethods() {
    TimeGrid wide = TimeGrid.exponential(0.033, 500);
    Map<String, SamplingMethod> meanings =
        Map.ofEntries(
            Map.entry("unipc@exponential(0.033,500):20", Preset.fast().method()),
            Map.entry("ddim:256", Preset.paper().method()),
            Map.entry("ddim@leading:256", Preset.authorsCode().method()),
            Map.entry("ddim(eta=0.5):9", method(new Ddim(0.5), 9, TimeGrid.trailing())),
            Map.entry(
                "ddpm:1000",
                method(new Ddpm(Ddpm.Variance.FIXED_SMALL), 1000, TimeGrid.trailing())),
            Map.entry(
                "ddpm(variance=fixedLarge):8",
                method(new Ddpm(Ddpm.Variance.FIXED_LARGE), 8, TimeGrid.trailing())),
            Map.entry("euler:5", method(new Euler(), 5, TimeGrid.karras())),
            Map.entry("heun:5", method(new Heun(), 5, TimeGrid.karras())),
            Map.entry(
                "pndm:5", method(new Pndm(Pndm.Start.IMPROVED_EULER), 5, TimeGrid.trailing())),
            Map.entry(
                "pndm(start=rungeKutta)@quad:5",
                method(new Pndm(Pndm.Start.RUNGE_KUTTA), 5, TimeGrid.quad())),
            Map.entry("deis:5", method(new Deis(2), 5, TimeGrid.karras())),
            Map.entry("deis(order=3)@linspace:5", method(new Deis(3), 5, TimeGrid.linspace())),
            Map.entry(
                "dpm++1m(noise=sde)@evenStrides:5",
                method(
                    DpmSolverPlusPlus.ofOrder(1).withNoise(DpmSolverPlusPlus.Noise.SDE),
                    5,
                    TimeGrid.evenStrides())),
            Map.entry("dpm++2m:5", method(DpmSolverPlusPlus.ofOrder(2), 5, TimeGrid.karras())),
            Map.entry(
                "dpm++2m(variant=heun)@exponential:5",
                method(
                    DpmSolverPlusPlus.ofOrder(2).withVariant(DpmSolverPlusPlus.Variant.HEUN),
                    5,
                    TimeGrid.exponential())),
            Map.entry("dpm++3m:5", method(DpmSolverPlusPlus.ofOrder(3), 5, TimeGrid.karras())),
            Map.entry("unipc:5", method(UniPc.ofOrder(2), 5, TimeGrid.karras())),
            Map.entry(
                "unipc(order=3,variant=bh1)@whole(karras(0.03,25)):5",
                method(
                    UniPc.ofOrder(3).withVariant(UniPc.Variant.BH1),
                    5,
                    TimeGrid.karras(0.03, 25).whole())),
            Map.entry(
                "ddim@explicit(9,0.5):2:clamped",
                method(new Ddim(0), 2, TimeGrid.explicit(9, 0.5))
                    .withThresholding(Thresholding.clamped())),
            Map.entry(
                "unipc@exponential(0.033,500):20:dynamic(0.995,1.5)",
                method(UniPc.ofOrder(2), 20, wide)
                    .withThresholding(Thresholding.dynamic(0.995, 1.5))));
    meanings.forEach(
        (text, method) -> {
          assertEquals(method, SamplingMethod.parse(text), text);
          assertEquals(text, method.description());
        });
  }

  private static SamplingMethod method(SamplingRule rule, int steps, TimeGrid grid) {
    return new SamplingMethod(rule, steps, grid, Thresholding.none());
  }

  @Example
  void whatCanBeAbsentMayBeGivenAndSettingsHaveNoOrder() {
    assertEquals(
        SamplingMethod.parse("unipc:20"),
        SamplingMethod.parse("unipc(variant=bh2,order=2)@karras:20:none"));
    assertEquals(
        SamplingMethod.parse("ddim(eta=0.25)@karras(0.03,25):20"),
        SamplingMethod.parse("ddim(eta=2.5e-1)@karras(.03,25.0):20"));
  }

  @Example
  void oneMethodHasOneText() {
    assertEquals("ddim:5", SamplingMethod.of(new Ddim(-0.0), 5).description());
    assertEquals("ddim:5", SamplingMethod.parse("ddim(eta=-0.0):5").description());
    assertEquals("ddim@explicit(9,0):2", SamplingMethod.parse("ddim@explicit(9,-0):2").toString());
    assertEquals(
        "heun@whole(karras(0.03,25)):5",
        SamplingMethod.parse("heun@whole(whole(karras(0.03,25))):5").description());
    assertEquals("binary(absolute,0.0)", GuideTransform.parse("binary(absolute,-0)").description());
    assertEquals("whileChanging(0.0)", GuideRefresh.parse("whileChanging(-0)").description());
    assertEquals(
        "noiseLevelWithin(0.0,0.0)", GuideRefresh.noiseLevelWithin(-0.0, -0.0).description());
  }

  @Example
  void aFaultSaysWhereWhatWasExpectedAndWhatWasFound() {
    assertFault("euler-a:20", "a rule (ddim, ", "at position 0, found euler-a:20");
    assertFault("unipo:20", "a rule (ddim, ", "at position 0, found unipo:20");
    assertFault("", "a rule (ddim, ", "at position 0, found the end");
    assertFault("unipc", "\":\" at position 5, found the end");
    assertFault("unipc:", "the number of steps at position 6, found the end");
    assertFault("unipc:x", "the number of steps at position 6, found x");
    assertFault("unipc:2.5", "the end at position 7, found .5");
    assertFault("unipc:-2", "the number of steps at position 6, found -2");
    assertFault("unipc: 2", "the number of steps at position 6, found  2");
    assertFault("unipc:99999999999", "of at most 2147483647 at position 6");
    assertFault("unipc@cosine:20", "a grid (leading, ", "at position 6, found cosine:20");
    assertFault("unipc@karras(1:20", "\",\" at position 14, found :20");
    assertFault("unipc@karras(1,x):20", "a number at position 15, found x):20");
    assertFault("unipc@whole:20", "\"(\" at position 11, found :20");
    assertFault("unipc@explicit():20", "a number at position 15, found ):20");
    assertFault("unipc:20:clip", "a thresholding (none, ", "at position 9, found clip");
    assertFault("unipc:20:clamped ", "the end at position 16");
    assertFault("unipc(eta=1):20", "order or variant at position 6, found eta=1):20");
    assertFault("heun(order=2):20", "no settings at position 5, found order=2):20");
    assertFault("unipc(order=3,order=2):20", "order at most once at position 14");
    assertFault("unipc(order=2.5):20", "a whole number at position 12, found 2.5):20");
    assertFault("ddim(eta=0.5x):20", "a number at position 9, found 0.5x):20");
    assertFault("ddim(eta=NaN):20", "a number at position 9");
    assertFault("unipc(variant=bh3):20", "bh1 or bh2 at position 14, found bh3):20");
    assertFault("unipc(order):20", "\"=\" at position 11, found ):20");
  }

  private static void assertFault(String text, String... expected) {
    String message = assertRefused("method " + text, () -> SamplingMethod.parse(text));
    for (String each : expected) {
      assertFalse(!message.contains(each), message + " lacks " + each);
    }
  }

  @Example
  void settingsOutOfRangeAreRefusedByName() {
    assertRefused("steps", () -> SamplingMethod.parse("unipc:0"));
    assertRefused("order", () -> SamplingMethod.parse("unipc(order=4):20"));
    assertRefused("eta", () -> SamplingMethod.parse("ddim(eta=1.5):20"));
    assertRefused("sigmaMin, sigmaMax", () -> SamplingMethod.parse("unipc@karras(25,0.03):20"));
    assertRefused("quantile", () -> SamplingMethod.parse("unipc:20:dynamic(2,1.5)"));
  }
}
