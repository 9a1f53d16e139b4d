package org.pigdiffusion;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the public API of every module keeps to, so that it can grow without breaking binaries. */
@AnalyzeClasses(
    packages = "org.pigdiffusion",
    importOptions = {ImportOption.DoNotIncludeTests.class, ModuleRulesTest.NoTestJars.class})
class PublicApiRulesTest {
  private static final int MOST_COMPONENTS = 5;

  /** Public members with a type that is neither the JDK's nor ours, and why. */
  private static final Map<String, String> FOREIGN =
      Map.of(
          "org.pigdiffusion.djl.DjlEngine.engine",
          "the engine itself, for who builds a network of another kind with DJL, as pig-training"
              + " does",
          "org.pigdiffusion.djl.DjlEngine.withGradients",
          "what such a network learns with",
          "org.pigdiffusion.djl.DjlEngine.ops",
          "what computes a U-Net that is a part of such a network",
          "org.pigdiffusion.djl.NativeMemory.upload",
          "what such a network computes with",
          "org.pigdiffusion.djl.NativeMemory.download",
          "what it has computed");

  /** A component more changes a record's constructor; a class with a builder just gets a setter. */
  @ArchTest
  static final ArchRule RECORDS_ARE_SMALL =
      classes()
          .that(PublicApi.CLASSES)
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

  /**
   * Whoever uses the library needs no other one for it, and may have any version of those inside.
   */
  @ArchTest
  static final ArchRule SIGNATURES_ARE_OF_THE_JDK_OR_OURS =
      classes().that(PublicApi.CLASSES).should(haveNoForeignType());

  private static ArchCondition<JavaClass> haveNoForeignType() {
    return new ArchCondition<>("have only types of the JDK or ours in public signatures") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        membersWithForeignTypes(type)
            .filter(member -> !FOREIGN.containsKey(member))
            .forEach(
                member ->
                    events.add(
                        SimpleConditionEvent.violated(
                            type,
                            member
                                + ": expected types of the JDK or of packages that we export,"
                                + " found "
                                + foreign(type, member))));
      }
    };
  }

  private static Stream<String> membersWithForeignTypes(JavaClass type) {
    return PublicApi.signatures(type).keySet().stream()
        .filter(member -> !foreign(type, member).isEmpty());
  }

  private static Set<String> foreign(JavaClass type, String member) {
    Set<String> foreign = new TreeSet<>();
    PublicApi.signatures(type)
        .get(member)
        .forEach(
            met ->
                met.getAllInvolvedRawTypes().stream()
                    .map(JavaClass::getBaseComponentType)
                    .filter(raw -> !raw.isPrimitive() && !isOfJdk(raw) && !isExported(raw))
                    .forEach(raw -> foreign.add(raw.getName())));
    return foreign;
  }

  private static boolean isOfJdk(JavaClass type) {
    return type.getPackageName().startsWith("java.") || type.getPackageName().startsWith("javax.");
  }

  private static boolean isExported(JavaClass type) {
    String name = type.getPackageName() + ".";
    return name.startsWith("org.pigdiffusion.") && !name.contains(".internal.");
  }

  @ArchTest
  static void whatIsListedIsThere(JavaClasses all) {
    Set<String> found = new TreeSet<>();
    all.that(PublicApi.CLASSES).forEach(type -> membersWithForeignTypes(type).forEach(found::add));
    assertTrue(all.contain(Tensor.class));
    assertEquals(Set.of(), Sets.difference(FOREIGN.keySet(), found));
  }
}
