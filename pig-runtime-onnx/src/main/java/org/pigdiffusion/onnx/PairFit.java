package org.pigdiffusion.onnx;

import java.util.ArrayList;
import java.util.List;
import org.pigdiffusion.DenoiserSpec;
import org.pigdiffusion.internal.Checksum;
import org.pigdiffusion.internal.PairFaults;
import org.pigdiffusion.model.ModelCard;
import org.pigdiffusion.model.ValueRange;

/** Whether two models belong together. */
final class PairFit {
  /** The property by which two files know that they were saved together. */
  static final String PAIR = "pig.pair";

  private PairFit() {}

  /** All that speaks against it, in a list that the caller may add to. */
  static List<String> faults(ModelCard x, ModelCard y) {
    List<String> faults = new ArrayList<>();
    compare(faults, "range of x", ValueRange.symmetric(), x.range()); // as thresholds take it
    compare(faults, "range of y", ValueRange.symmetric(), y.range());
    if (!x.size().equals(y.size())) {
      faults.add("sizes %s and %s".formatted(x.size(), y.size()));
    }
    if (!x.guide().equals(y.guide())) {
      faults.add("guide transforms %s and %s".formatted(x.guide(), y.guide()));
    }
    if (!x.annotation().equals(y.annotation())) {
      faults.add("annotation transforms %s and %s".formatted(x.annotation(), y.annotation()));
    }
    faults.addAll(PairFaults.of(spec("x.onnx", x), spec("y.onnx", y))); // its remedy stands last
    return faults;
  }

  private static DenoiserSpec spec(String name, ModelCard card) {
    return DenoiserSpec.builder(card.channels(), card.conditionChannels(), name)
        .role(card.role())
        .schedule(card.schedule())
        .build();
  }

  private static void compare(List<String> faults, String what, Object expected, Object found) {
    if (!expected.equals(found)) {
      faults.add("%s %s instead of %s".formatted(what, found, expected));
    }
  }

  /** The same for the same two models stored alike: a checksum of their weights. */
  static String id(TrainedModel x, TrainedModel y, WeightStorage storage) {
    Checksum checksum = Checksum.start().add(x.weights()).add(y.weights());
    if (storage != WeightStorage.FLOAT32) { // which older files do not name
      checksum.add(storage.name());
    }
    return checksum.hex();
  }
}
