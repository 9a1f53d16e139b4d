package org.pigdiffusion.data;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/** Several classes, each by its grey value. */
record ClassMask(List<Integer> greys, MaskSamples samples) implements MaskEncoding {
  ClassMask {
    greys = List.copyOf(greys);
    if (greys.size() < 2 || new LinkedHashSet<>(greys).size() != greys.size()) {
      throw new IllegalArgumentException(
          "greys: expected at least two values, each given once, found " + greys);
    }
  }

  static ClassMask of(int... greys) {
    return new ClassMask(Arrays.stream(greys).boxed().toList(), MaskSamples.GREY);
  }

  @Override
  public MaskEncoding from(MaskSamples newSamples) {
    return new ClassMask(greys, newSamples);
  }

  @Override
  public int channels() {
    return greys.size();
  }

  @Override
  public LabelMap labels(PixelGrid mask) {
    float[] values = MaskGreys.of(mask);
    int[] labels = new int[values.length];
    Set<Float> strange = new TreeSet<>();
    for (int i = 0; i < values.length; i++) {
      int label = greys.indexOf((int) values[i]);
      if (label < 0 || values[i] != (int) values[i]) {
        strange.add(values[i]);
      }
      labels[i] = label;
    }
    if (!strange.isEmpty()) {
      throw new IllegalArgumentException(
          "mask: expected the levels %s only, found %d others, such as %s"
              .formatted(greys, strange.size(), strange.stream().limit(5).toList()));
    }
    return LabelMap.of(mask.height(), mask.width(), labels);
  }

  @Override
  public Tensor tensor(LabelMap labels) {
    int plane = labels.height() * labels.width();
    float[] values = new float[channels() * plane];
    Arrays.fill(values, -1);
    for (int i = 0; i < plane; i++) {
      values[labels.at(i / labels.width(), i % labels.width()) * plane + i] = 1;
    }
    return Tensor.adopt(new Shape(1, channels(), labels.height(), labels.width()), values);
  }
}
