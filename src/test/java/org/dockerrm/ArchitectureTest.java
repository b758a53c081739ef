package org.dockerrm;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTest {

  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.dockerrm");
  }

  @Test
  void roomsUseOnlyTheRoomsTheyMayUse() {
    ApplicationModules.of(ResourceManager.class).verify();
  }

  @Test
  void onlyTheWorkflowKnowsTheProcessEngine() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.dockerrm.workflow..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.camunda..")
        .check(classes);
  }

  @Test
  void onlyDockerLocationsKnowDockerJava() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.dockerrm.location.docker..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.github.dockerjava..")
        .check(classes);
  }

  @Test
  void timeComesFromTheClock() {
    noClasses()
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(classes);
  }

  @Test
  void theCommandLineNeedsOnlyWhatIsInItsJar() {
    classes()
        .that()
        .resideInAPackage("org.dockerrm.cli..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "org.dockerrm.cli..",
            "org.dockerrm.spelling..",
            "java..",
            "com.sun.net.httpserver",
            "picocli..",
            "com.fasterxml.jackson..",
            "org.yaml.snakeyaml..",
            "org.jspecify.annotations",
            "org.springframework.modulith")
        .check(classes);
  }
}
