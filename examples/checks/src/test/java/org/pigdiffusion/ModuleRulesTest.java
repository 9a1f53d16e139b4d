package org.pigdiffusion;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.util.stream.Stream;

/**
 * Which module may know what. The examples have every module on their class path, so the rules are
 * checked here; a rule that finds no class to check fails.
 */
@AnalyzeClasses(
    packages = "org.pigdiffusion",
    importOptions = {ImportOption.DoNotIncludeTests.class, ModuleRulesTest.NoTestJars.class})
class ModuleRulesTest {

  private static final String ONNX = "org.pigdiffusion.onnx..";
  private static final String DJL = "org.pigdiffusion.djl..";
  private static final String FILES = "org.pigdiffusion.internal..";
  private static final String WEIGHT_FILES = "org.pigdiffusion.safetensors..";
  private static final String EXAMPLES = "org.pigdiffusion.examples..";

  private static final String METRICS = "org.pigdiffusion.evaluation..";

  /** The packages of pig-training-data. */
  private static final String[] DATA = {
    "org.pigdiffusion.data..", "org.pigdiffusion.picture..", "org.pigdiffusion.phantom.."
  };

  private static final String REPORT = "org.pigdiffusion.report..";

  /** Those, and those of pig-training-metrics and pig-training-report. */
  private static final String[] ENGINE_FREE =
      Stream.concat(Stream.of(DATA), Stream.of(METRICS, REPORT)).toArray(String[]::new);

  /** Those of pig-training. */
  private static final String[] TRAINER = {
    "org.pigdiffusion.trainer.djl..", "org.pigdiffusion.segmentation.."
  };

  private static final DescribedPredicate<JavaClass> IN_TRAINING =
      resideInAnyPackage(TRAINER).or(resideInAnyPackage(ENGINE_FREE));

  private static final DescribedPredicate<JavaClass> PIG_API =
      resideInAPackage("org.pigdiffusion..")
          .and(not(resideInAnyPackage(ONNX, DJL, EXAMPLES)))
          .and(not(IN_TRAINING))
          .as("are in pig-api");

  private static final DescribedPredicate<JavaClass> LIBRARY =
      resideInAPackage("org.pigdiffusion..")
          .and(not(resideInAPackage(EXAMPLES)))
          .as("are in a library module");

  private static final DescribedPredicate<JavaClass> READ_OR_WRITE_FILES =
      resideInAnyPackage("java.nio.file..", "java.nio.channels..", "javax.imageio..")
          .or(describe("files in java.io", nameMatching("java\\.io\\.(File.*|RandomAccessFile)")));

  @ArchTest
  static final ArchRule API_KNOWS_NO_OTHER_MODULE =
      noClasses()
          .that(PIG_API)
          .should()
          .dependOnClassesThat(resideInAnyPackage(ONNX, DJL).or(IN_TRAINING));

  @ArchTest
  static final ArchRule API_KNOWS_NO_ENGINE_AND_DOES_NOT_LOG =
      noClasses()
          .that(PIG_API)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("ai.djl..", "ai.onnxruntime..", "ai.onnx..", "org.slf4j..")
                  .or(describe("loggers", nameMatching("java\\.lang\\.System\\$Logger.*"))));

  @ArchTest
  static final ArchRule API_TOUCHES_FILES_IN_TWO_PLACES_ALONE =
      noClasses()
          .that(
              PIG_API
                  .and(not(resideInAnyPackage(FILES, WEIGHT_FILES)))
                  .as("are in pig-api outside " + FILES + " and " + WEIGHT_FILES))
          .should()
          .dependOnClassesThat(READ_OR_WRITE_FILES);

  @ArchTest
  static final ArchRule ONNX_RUNTIME_IS_FREE_OF_DJL =
      noClasses()
          .that()
          .resideInAPackage(ONNX)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.djl..", DJL);

  @ArchTest
  static final ArchRule DJL_RUNTIME_IS_FREE_OF_ONNX =
      noClasses()
          .that()
          .resideInAPackage(DJL)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.onnxruntime..", "ai.onnx..", ONNX);

  @ArchTest
  static final ArchRule INTERNALS_OF_ONNX_RUNTIME_ARE_ITS_OWN =
      noClasses()
          .that()
          .resideOutsideOfPackage(ONNX)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.pigdiffusion.onnx.internal..");

  @ArchTest
  static final ArchRule EXAMPLES_USE_WHAT_USERS_CAN =
      noClasses()
          .that()
          .resideInAPackage(EXAMPLES)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.pigdiffusion..internal..");

  @ArchTest
  static final ArchRule SAMPLING_NEEDS_NO_TRAINING =
      noClasses().that().resideInAnyPackage(ONNX, DJL).should().dependOnClassesThat(IN_TRAINING);

  @ArchTest
  static final ArchRule DATA_PICTURES_AND_METRICS_NEED_NO_ENGINE =
      noClasses()
          .that()
          .resideInAnyPackage(ENGINE_FREE)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("ai.djl..", "ai.onnxruntime..", "ai.onnx..", ONNX, DJL));

  @ArchTest
  static final ArchRule DATA_PICTURES_AND_METRICS_NEED_NO_TRAINER =
      noClasses()
          .that()
          .resideInAnyPackage(ENGINE_FREE)
          .should()
          .dependOnClassesThat(resideInAnyPackage(TRAINER));

  @ArchTest
  static final ArchRule DATA_AND_PICTURES_NEED_NO_METRICS =
      noClasses()
          .that()
          .resideInAnyPackage(DATA)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(METRICS);

  @ArchTest
  static final ArchRule DATA_PICTURES_AND_METRICS_NEED_NO_REPORT =
      noClasses()
          .that()
          .resideInAPackage(METRICS)
          .or()
          .resideInAnyPackage(DATA)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(REPORT);

  /** Else a pipe under the name of a file would be waited for, for ever. */
  @ArchTest
  static final ArchRule LIBRARIES_READ_FILES_IN_ONE_PLACE =
      noClasses()
          .that(LIBRARY)
          .and()
          .doNotHaveFullyQualifiedName("org.pigdiffusion.internal.RegularFile")
          .should()
          .callMethodWhere(
              target(owner(type(Files.class)))
                  .and(
                      target(
                          nameMatching(
                              "readString|readAll.*|lines|new(InputStream|BufferedReader|ByteChannel)"))));

  @ArchTest
  static final ArchRule LIBRARIES_PRINT_NOTHING =
      noClasses().that(LIBRARY).should(ACCESS_STANDARD_STREAMS);

  @ArchTest
  static final ArchRule LIBRARIES_LOG_THROUGH_THE_PLATFORM_ALONE =
      noClasses()
          .that(LIBRARY)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.logging..", "org.apache.commons.logging..", "org.slf4j..");

  /**
   * The stock option knows neither the jar of pig-api's tests as tests, nor those of quick builds.
   */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar") && !location.contains("/test-classes/");
    }
  }
}
