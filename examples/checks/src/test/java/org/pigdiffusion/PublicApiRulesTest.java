package org.pigdiffusion;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the public API of every module keeps to, so that it can grow without breaking binaries. */
@AnalyzeClasses(
    packages = "org.pigdiffusion",
    importOptions = {ImportOption.DoNotIncludeTests.class, ModuleRulesTest.NoTestJars.class})
class PublicApiRulesTest {
  private static final int MOST_COMPONENTS = 5;

  /** Copied, or used during the call alone; see the tests called ArrayOwnershipTest. */
  private static final Set<String> COPIED =
      Set.of(
          "Array.<init>",
          "Array.values",
          "Builder.multipliers",
          "Builder.weights",
          "ConnectedComponents.of",
          "DenoiserSpec.requireTimes",
          "DicomPicture.values",
          "DjlTrainableNetwork.addGradient",
          "DjlTrainableNetwork.set",
          "FeatureSet.of",
          "ForwardProcess.ofAlphaBars",
          "LabelMap.of",
          "Mask.of",
          "MaskClasses.lesion",
          "MaskEncoding.classes",
          "NoiseSchedule.at",
          "NoiseSchedule.ofBetas",
          "OnnxFeatureExtractor.extract",
          "OnnxPair.open",
          "PairFilter.of",
          "PixelGrid.of",
          "PixelGrid.toArray",
          "RandomCrop.keepingLines",
          "Statistic.mean",
          "Statistic.of",
          "Statistic.wasserstein",
          "Tensor.combine",
          "Tensor.of",
          "Tensor.select",
          "Tensor.toArray",
          "TimeGrid.explicit",
          "UNetOnnxWriter.bytes",
          "Weights.values");

  /**
   * Taken over without a copy, because they are large or on the way of every network call, or
   * passed to code of the user's own. Their documentation says so.
   */
  private static final Set<String> TAKEN_OVER =
      Set.of(
          "Array.adopt",
          "CloseableDenoiser.predict",
          "CloseableDenoiser.run",
          "Denoiser.predict",
          "DjlDenoiser.run",
          "FrameDecoder.decode",
          "OneTimeNetwork.runEach",
          "OnnxDenoiser.builder",
          "OnnxDenoiser.run",
          "Tensor.adopt");

  /** Public, and so is every class around it. */
  private static final DescribedPredicate<JavaClass> PUBLIC_API =
      resideInAPackage("org.pigdiffusion..")
          .and(
              not(
                  resideInAnyPackage(
                      "org.pigdiffusion.examples..", "org.pigdiffusion..internal..")))
          .and(describe("are public", PublicApiRulesTest::isPublic));

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(PublicApiRulesTest::isPublic).orElse(true);
  }

  /** A component more changes a record's constructor; a class with a builder just gets a setter. */
  @ArchTest
  static final ArchRule RECORDS_ARE_SMALL =
      classes()
          .that(PUBLIC_API)
          .and(describe("are records", JavaClass::isRecord))
          .should(haveFewComponents());

  private static ArchCondition<JavaClass> haveFewComponents() {
    return new ArchCondition<>("have at most " + MOST_COMPONENTS + " components") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        int components = type.reflect().getRecordComponents().length;
        events.add(
            new SimpleConditionEvent(
                type,
                components <= MOST_COMPONENTS,
                "%s: expected at most %d components, found %d; a final class with a builder can grow"
                    .formatted(type.getName(), MOST_COMPONENTS, components)));
      }
    };
  }

  /** Whoever uses the library needs no Guava, and may have any version of it. */
  @ArchTest
  static final ArchRule SIGNATURES_ARE_FREE_OF_GUAVA =
      classes().that(PUBLIC_API).should(haveSignaturesWithout("com.google.common."));

  private static ArchCondition<JavaClass> haveSignaturesWithout(String prefix) {
    return new ArchCondition<>("have no type of " + prefix + "* in a public signature") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        signatures(type)
            .forEach(
                (where, types) ->
                    types.stream()
                        .filter(found -> found.getName().startsWith(prefix))
                        .forEach(
                            found ->
                                events.add(
                                    SimpleConditionEvent.violated(
                                        type,
                                        "%s: expected types of the JDK, found %s"
                                            .formatted(where, found.getName())))));
      }
    };
  }

  /** What a caller or an heir of a class meets: all types, those of type arguments too. */
  private static Map<String, Set<JavaClass>> signatures(JavaClass type) {
    Map<String, Set<JavaClass>> signatures = new TreeMap<>();
    Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream())
        .forEach(above -> signatures.put(type.getName() + " of " + above, involved(above)));
    for (JavaField field : type.getFields()) {
      if (isOpen(field)) {
        signatures.put(field.getFullName(), involved(field.getType()));
      }
    }
    for (JavaCodeUnit unit : type.getCodeUnits()) {
      if (isOpen(unit)) {
        Set<JavaClass> all = involved(unit.getReturnType());
        unit.getParameterTypes().forEach(parameter -> all.addAll(involved(parameter)));
        signatures.put(unit.getFullName(), all);
      }
    }
    return signatures;
  }

  private static boolean isOpen(JavaMember member) {
    return member.getModifiers().contains(JavaModifier.PUBLIC)
        || member.getModifiers().contains(JavaModifier.PROTECTED);
  }

  private static Set<JavaClass> involved(JavaType type) {
    return new HashSet<>(type.getAllInvolvedRawTypes());
  }

  /** An array can be written to by whoever holds it, so each is to be thought of. */
  @ArchTest
  static final ArchRule ARRAYS_ARE_COPIED_OR_SAY_WHOSE_THEY_ARE =
      classes().that(PUBLIC_API).should(haveNoUnknownArray());

  private static ArchCondition<JavaClass> haveNoUnknownArray() {
    return new ArchCondition<>("have no array in a signature that is not listed in this test") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        Stream.concat(type.getCodeUnits().stream(), type.getFields().stream())
            .filter(PublicApiRulesTest::isOpen)
            .filter(PublicApiRulesTest::hasArray)
            .map(member -> type.getSimpleName() + "." + member.getName())
            .filter(member -> !COPIED.contains(member) && !TAKEN_OVER.contains(member))
            .filter(member -> !isOfEnum(type, member))
            .distinct()
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

  private static boolean isOfEnum(JavaClass type, String member) {
    return type.isEnum() && member.endsWith(".values");
  }

  private static boolean hasArray(JavaMember member) {
    return member instanceof JavaCodeUnit unit
        ? unit.getRawReturnType().isArray()
            || unit.getRawParameterTypes().stream().anyMatch(JavaClass::isArray)
        : member instanceof JavaField field && field.getRawType().isArray();
  }
}
