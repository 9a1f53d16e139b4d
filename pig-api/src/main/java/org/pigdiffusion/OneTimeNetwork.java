package org.pigdiffusion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A network that takes one time for a whole batch. {@link #runEach} serves images with times of
 * their own with it, as {@link Denoiser#predict(Tensor, Tensor, double[])} must.
 */
@FunctionalInterface
public interface OneTimeNetwork {

  /**
   * Runs the network once.
   *
   * @param noisy the noisy sample, {@code [n, channels, h, w]}
   * @param condition the condition, {@code [n, conditionChannels, h, w]}
   * @param time the time of all images
   * @return the prediction, of the shape of {@code noisy}
   */
  Tensor run(Tensor noisy, Tensor condition, double time);

  /**
   * Runs the network once for each time: images of equal times go together.
   *
   * @param times a time for each image
   * @return the predictions in the order of the images
   */
  default Tensor runEach(Tensor noisy, Tensor condition, double[] times) {
    Map<Double, List<Integer>> imagesOf =
        IntStream.range(0, times.length)
            .boxed()
            .collect(
                Collectors.groupingBy(
                    image -> times[image], LinkedHashMap::new, Collectors.toList()));
    if (imagesOf.size() == 1) {
      return run(noisy, condition, times[0]);
    }
    List<Tensor> predictions = new ArrayList<>();
    int[] placeOf = new int[times.length];
    int place = 0;
    for (Map.Entry<Double, List<Integer>> group : imagesOf.entrySet()) {
      int[] images = group.getValue().stream().mapToInt(Integer::intValue).toArray();
      predictions.add(run(noisy.select(images), condition.select(images), group.getKey()));
      for (int image : images) {
        placeOf[image] = place++;
      }
    }
    return Tensor.concatBatch(predictions).select(placeOf);
  }
}
