package org.pigdiffusion.outside;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** Whoever declares pig-api, its test-jar and JUnit has all that the contracts need. */
class PublishedContractsTest {
  @Test
  void contractsNeedJUnitAloneBesideTheApi() {
    classes()
        .that()
        .resideInAPackage("org.pigdiffusion.contract")
        .or()
        .haveSimpleNameStartingWith("ShrinkingDenoiser")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.junit.jupiter..",
            "org.jspecify.annotations",
            "org.pigdiffusion",
            "org.pigdiffusion.contract",
            "org.pigdiffusion.model",
            "org.pigdiffusion.noise",
            "org.pigdiffusion.outside",
            "org.pigdiffusion.sampler",
            "org.pigdiffusion.scheduler",
            "org.pigdiffusion.trainer",
            "org.pigdiffusion.unet")
        .check(
            new ClassFileImporter()
                .importPackages("org.pigdiffusion.contract", "org.pigdiffusion.outside"));
  }
}
