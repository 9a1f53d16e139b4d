package org.pigdiffusion.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which transform has a meaning for how many channels. */
class GuideTransformChannelsTest {

  private static boolean fits(GuideTransform transform, int channels) {
    try {
      transform.requireFits(channels);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "identity; 1,2,3,4,5",
        "clamped; 1,2,3,4,5",
        "binary(absolute,0.0); 1",
        "binary(relative,0.75); 1",
        "softBinary(absolute,0.0,0.2); 1",
        "smoothed(5,binary(relative,0.75)); 1",
        "smoothed(5,identity); 1,2,3,4,5",
        "classes(2); 1,2",
        "classes(3); 1,3",
        "softClasses(3,0.2); 1,3",
        "smoothed(3,classes(4)); 1,4",
        "ternary(relative,0.25,0.75); 1",
        "withoutIslands(4,binary(absolute,0.0)); 1",
        "then(clamped,smoothed(5,binary(relative,0.75))); 1",
        "then(classes(3),identity); 1,3",
        "then(identity,classes(3)); 1,3"
      })
  void channels(String description, String expected) {
    GuideTransform transform = GuideTransform.parse(description);
    IntPredicate fits = channels -> fits(transform, channels);
    assertEquals(
        expected,
        String.join(
            ",", IntStream.rangeClosed(1, 5).filter(fits).mapToObj(String::valueOf).toList()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "binary(absolute,0.0); classes(3)",
        "smoothed(5,binary(relative,0.75)); classes(3)",
        "softBinary(absolute,0.0,0.2); softClasses(3,0.2)",
        "withoutIslands(4,binary(absolute,0.0)); classes(3)",
        "classes(2); classes(3)",
        "ternary(absolute,-0.5,0.5); classes(3)",
        "then(clamped,binary(relative,0.75)); classes(3)",
        "softClasses(4,0.5); softClasses(3,0.5)"
      })
  void theRefusalNamesOneThatFits(String description, String remedy) {
    GuideTransform transform = GuideTransform.parse(description);
    String message =
        assertThrows(IllegalArgumentException.class, () -> transform.requireFits(3)).getMessage();
    assertEquals(remedy, message.substring(message.lastIndexOf("take ") + "take ".length()));
    GuideTransform.parse(remedy).requireFits(3);
  }

  @Test
  void theAnnotationFitsItsChannels() {
    assertEquals("binary(absolute,0.0)", GuideTransform.annotation(1).description());
    assertEquals("classes(2)", GuideTransform.annotation(2).description());
    assertEquals("classes(3)", GuideTransform.annotation(3).description());
    assertThrows(IllegalArgumentException.class, () -> GuideTransform.annotation(0));
  }
}
