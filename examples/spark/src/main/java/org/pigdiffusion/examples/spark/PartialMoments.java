package org.pigdiffusion.examples.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.evaluation.FeatureMoments;
import org.pigdiffusion.examples.common.PictureLevels;
import org.pigdiffusion.onnx.OnnxFeatureExtractor;

/**
 * Makes the moments of the features of a partition's pictures: none for an empty one.
 *
 * @param extractor the name of its file, which was shipped with the job
 */
record PartialMoments(String extractor)
    implements FlatMapFunction<Iterator<byte[]>, FeatureMoments> {
  /** Few enough for any memory, and enough that a covariance is not updated picture by picture. */
  private static final int PICTURES = 64;

  @Override
  public Iterator<FeatureMoments> call(Iterator<byte[]> pictures) throws IOException {
    OnnxFeatureExtractor opened = ExecutorModels.extractor(extractor);
    Optional<FeatureMoments> all = Optional.empty();
    while (pictures.hasNext()) {
      FeatureMoments part = FeatureMoments.of(opened.extract(Tensor.concatBatch(next(pictures))));
      all = Optional.of(all.map(before -> before.plus(part)).orElse(part));
    }
    return all.stream().iterator();
  }

  private static List<Tensor> next(Iterator<byte[]> pictures) throws IOException {
    List<Tensor> images = new ArrayList<>();
    while (images.size() < PICTURES && pictures.hasNext()) {
      images.add(PictureLevels.of(pictures.next(), "picture").map(level -> level / 127.5f - 1));
    }
    return images;
  }
}
