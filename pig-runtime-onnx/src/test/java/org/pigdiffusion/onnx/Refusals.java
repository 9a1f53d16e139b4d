package org.pigdiffusion.onnx;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.PredictionType;

/** What tests say of models that cannot be opened. */
final class Refusals {
  private Refusals() {}

  /** Opens a model without a card, which is told to predict noise. */
  static OnnxDenoiser open(Path file, UnaryOperator<OnnxDenoiser.Builder> settings) {
    return settings.apply(OnnxDenoiser.builder(file).prediction(PredictionType.NOISE)).open();
  }

  /**
   * Fails unless the model is refused with a message that begins with its path and has all words.
   */
  static void assertRefused(Path file, String... words) {
    assertRefused(file, settings -> settings, words);
  }

  /** The same with further settings. */
  static void assertRefused(
      Path file, UnaryOperator<OnnxDenoiser.Builder> settings, String... words) {
    BackendException refusal =
        assertThrows(BackendException.class, () -> open(file, settings).close());
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.startsWith("model " + file + ": "), message);
    for (String word : words) {
      assertTrue(message.contains(word), "no '" + word + "' in: " + message);
    }
  }
}
