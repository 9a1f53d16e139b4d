package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.ValueSource;
import org.pigdiffusion.contract.DenoiserContract;

/** A user who copies the page of own denoisers runs the contract, and sees that it ran. */
class OwnDenoiserPageTest {
  private static final String PAGE = "docs/guides/own-denoiser.md";

  private static Pom pom() throws IOException {
    return Pom.of(Markdown.read(PAGE).blocks("xml").get(0));
  }

  /** The versions that old Maven takes by itself find no test of JUnit 5, and call that success. */
  @Test
  void thePomNamesThePluginsOfThisBuild() throws IOException {
    Pom ours = Pom.ofThisBuild();
    for (String plugin : new String[] {"maven-compiler-plugin", "maven-surefire-plugin"}) {
      assertEquals(ours.plugins().get(plugin), pom().plugins().get(plugin), plugin);
    }
    assertTrue(Markdown.read(PAGE).text().contains("<failIfNoTests>true</failIfNoTests>"));
  }

  @Test
  void thePomIsWhole() throws IOException {
    pom().requireWhole();
    assertEquals(
        "[org.pigdiffusion:pig-api, org.pigdiffusion:pig-api, org.junit.jupiter:junit-jupiter]",
        pom().dependencies().stream().map(Pom.Dependency::name).toList().toString());
  }

  @Test
  void thePageSaysHowManyTestsMustRun() throws IOException {
    int tests =
        Arrays.stream(DenoiserContract.class.getDeclaredMethods())
            .mapToInt(OwnDenoiserPageTest::runs)
            .sum();
    String report = "`Tests run: %d, Failures: 0, Errors: 0, Skipped: 0`".formatted(tests);
    assertTrue(Markdown.read(PAGE).text().contains(report), "expected on the page: " + report);
  }

  private static int runs(Method method) {
    ValueSource values = method.getAnnotation(ValueSource.class);
    return values != null ? values.ints().length : method.isAnnotationPresent(Test.class) ? 1 : 0;
  }
}
