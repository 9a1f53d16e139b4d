package org.pigdiffusion.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.function.Executable;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/** What tests say of tensors and of refusals. */
public final class TensorAssertions {
  private TensorAssertions() {}

  /** Fails unless the tensors have one shape and no two values differ by more. */
  public static void assertClose(Tensor expected, Tensor actual, double tolerance) {
    assertEquals(expected.shape(), actual.shape());
    float[] a = expected.toArray();
    float[] b = actual.toArray();
    for (int i = 0; i < a.length; i++) {
      if (!(Math.abs((double) a[i] - b[i]) <= tolerance)) {
        fail(
            "value %d of %s: expected %s within %s, found %s"
                .formatted(i, expected.shape(), a[i], tolerance, b[i]));
      }
    }
  }

  /**
   * Fails unless the call is refused with a message that begins with the argument's name and says
   * what was expected and what was found; returns the message.
   */
  public static String assertRefused(String argument, Executable call) {
    IllegalArgumentException refusal =
        Assertions.assertThrows(IllegalArgumentException.class, call);
    String message = String.valueOf(refusal.getMessage());
    if (!(message.startsWith(argument) && message.contains("expected"))
        || !message.contains("found")) {
      fail(argument + ": expected named with what was expected and found, found " + message);
    }
    return message;
  }

  /** A tensor of the function's values, in NCHW order. */
  public static Tensor tensor(Shape shape, IntToDoubleFunction value) {
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) value.applyAsDouble(i);
    }
    return Tensor.adopt(shape, values);
  }
}
