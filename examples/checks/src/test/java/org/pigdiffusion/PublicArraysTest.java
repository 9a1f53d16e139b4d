package org.pigdiffusion;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.Sets;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** An array can be written to by whoever holds it, so each in a public signature is thought of. */
@AnalyzeClasses(
    packages = "org.pigdiffusion",
    importOptions = {ImportOption.DoNotIncludeTests.class, ModuleRulesTest.NoTestJars.class})
class PublicArraysTest {
  /** Copied, or used during the call alone; see the tests called ArrayOwnershipTest. */
  private static final Set<String> COPIED =
      Set.of(
          "org.pigdiffusion.DenoiserSpec.requireTimes",
          "org.pigdiffusion.Tensor.combine",
          "org.pigdiffusion.Tensor.of",
          "org.pigdiffusion.Tensor.select",
          "org.pigdiffusion.Tensor.toArray",
          "org.pigdiffusion.data.ConnectedComponents.of",
          "org.pigdiffusion.data.LabelMap.of",
          "org.pigdiffusion.data.MaskEncoding.classes",
          "org.pigdiffusion.data.PixelGrid.decode",
          "org.pigdiffusion.data.PixelGrid.of",
          "org.pigdiffusion.data.PixelGrid.toArray",
          "org.pigdiffusion.data.RandomCrop.keepingLines",
          "org.pigdiffusion.data.dicom.DicomPicture.values",
          "org.pigdiffusion.djl.DjlTrainableNetwork.addGradient",
          "org.pigdiffusion.djl.DjlTrainableNetwork.set",
          "org.pigdiffusion.evaluation.FeatureCache.<init>",
          "org.pigdiffusion.evaluation.FeatureMoments.of",
          "org.pigdiffusion.evaluation.FeatureSet.of",
          "org.pigdiffusion.evaluation.Mask.of",
          "org.pigdiffusion.evaluation.MultiScaleSimilarity$Builder.weights",
          "org.pigdiffusion.evaluation.Overlap.meanDice",
          "org.pigdiffusion.evaluation.PairFilter.of",
          "org.pigdiffusion.evaluation.Statistic.mean",
          "org.pigdiffusion.evaluation.Statistic.of",
          "org.pigdiffusion.evaluation.Statistic.wasserstein",
          "org.pigdiffusion.noise.ForwardProcess.ofAlphaBars",
          "org.pigdiffusion.noise.NoiseSchedule.at",
          "org.pigdiffusion.noise.NoiseSchedule.ofBetas",
          "org.pigdiffusion.onnx.OnnxFeatureExtractor.extract",
          "org.pigdiffusion.onnx.OnnxPair.open",
          "org.pigdiffusion.onnx.UNetOnnxWriter.bytes",
          "org.pigdiffusion.picture.MaskClasses.lesion",
          "org.pigdiffusion.scheduler.TimeGrid.explicit",
          "org.pigdiffusion.segmentation.SegmentationExperiment$Builder.seeds",
          "org.pigdiffusion.unet.UNetConfig$Builder.multipliers",
          "org.pigdiffusion.unet.Weights$Array.<init>",
          "org.pigdiffusion.unet.Weights$Array.values",
          "org.pigdiffusion.unet.Weights.values");

  /**
   * Taken over without a copy, because they are large or on the way of every network call, or
   * passed to code of the user's own. Their documentation says so.
   */
  private static final Set<String> TAKEN_OVER =
      Set.of(
          "org.pigdiffusion.CloseableDenoiser.predict",
          "org.pigdiffusion.CloseableDenoiser.run",
          "org.pigdiffusion.Denoiser.predict",
          "org.pigdiffusion.OneTimeNetwork.runEach",
          "org.pigdiffusion.Tensor.adopt",
          "org.pigdiffusion.data.dicom.FrameDecoder.decode",
          "org.pigdiffusion.djl.DjlDenoiser.run",
          "org.pigdiffusion.onnx.OnnxDenoiser.builder",
          "org.pigdiffusion.onnx.OnnxDenoiser.run",
          "org.pigdiffusion.unet.Weights$Array.adopt");

  @ArchTest
  static final ArchRule ARRAYS_ARE_COPIED_OR_SAY_WHOSE_THEY_ARE =
      classes().that(PublicApi.CLASSES).should(haveNoUnknownArray());

  private static ArchCondition<JavaClass> haveNoUnknownArray() {
    return new ArchCondition<>("have no array in a signature that is not listed in this test") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        membersWithArrays(type)
            .filter(member -> !COPIED.contains(member) && !TAKEN_OVER.contains(member))
            .forEach(
                member ->
                    events.add(
                        SimpleConditionEvent.violated(
                            type,
                            member
                                + ": expected List, Tensor or a copy; if it must be an array, test"
                                + " what becomes of it and list it")));
      }
    };
  }

  /** An array as an argument of another type counts, as in {@code Function<Tensor, float[][]>}. */
  private static Stream<String> membersWithArrays(JavaClass type) {
    return PublicApi.signatures(type).entrySet().stream()
        .filter(member -> member.getValue().stream().anyMatch(PublicApi::hasArray))
        .map(member -> member.getKey())
        .filter(member -> !(type.isEnum() && member.equals(type.getName() + ".values")));
  }

  @ArchTest
  static void whatIsListedIsThere(JavaClasses all) {
    Set<String> found = new TreeSet<>();
    all.that(PublicApi.CLASSES).forEach(type -> membersWithArrays(type).forEach(found::add));
    assertEquals(Set.of(), Sets.difference(Sets.union(COPIED, TAKEN_OVER), found));
  }
}
