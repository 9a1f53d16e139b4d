package org.pigdiffusion.onnx;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package of this module may know which; a rule that finds no class to check fails. */
@AnalyzeClasses(
    packages = "org.pigdiffusion.onnx",
    importOptions = {ImportOption.DoNotIncludeTests.class, PackageRulesTest.NoTests.class})
class PackageRulesTest {
  private static final String API = "org.pigdiffusion.onnx";
  private static final String GRAPH = "org.pigdiffusion.onnx.internal.graph..";
  private static final String SESSION = "org.pigdiffusion.onnx.internal.session..";
  private static final String WRITE = "org.pigdiffusion.onnx.internal.write..";

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("org.pigdiffusion.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule READING_GRAPHS_KNOWS_NO_OTHER_PACKAGE =
      noClasses()
          .that()
          .resideInAPackage(GRAPH)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(API, SESSION, WRITE);

  @ArchTest
  static final ArchRule SESSIONS_KNOW_GRAPHS_ALONE =
      noClasses()
          .that()
          .resideInAPackage(SESSION)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(API, WRITE);

  @ArchTest
  static final ArchRule WRITING_KNOWS_GRAPHS_ALONE =
      noClasses()
          .that()
          .resideInAPackage(WRITE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(API, SESSION);

  @ArchTest
  static final ArchRule SESSIONS_ALONE_RUN_THE_ENGINE =
      noClasses()
          .that()
          .resideInAnyPackage(API, GRAPH, WRITE)
          .should()
          .dependOnClassesThat()
          .haveNameMatching("ai\\.onnxruntime\\.Ort.*");

  /** The stock option does not know the tests of quick builds. */
  static final class NoTests implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/");
    }
  }
}
