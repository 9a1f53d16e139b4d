package org.pigdiffusion;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
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
  /** Public, and so is every class around it. */
  private static final DescribedPredicate<JavaClass> PUBLIC_API =
      resideInAPackage("org.pigdiffusion..")
          .and(not(resideInAPackage("org.pigdiffusion.examples..")))
          .and(describe("are public", PublicApiRulesTest::isPublic));

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(PublicApiRulesTest::isPublic).orElse(true);
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
}
