package org.pigdiffusion.examples.rivals;

import org.pigdiffusion.segmentation.FoldGenerator;

class LatentDiffusionGeneratorTest extends FoldGeneratorContract {
  @Override
  FoldGenerator create(RivalSettings settings) {
    return new LatentDiffusionGenerator(settings, 2, 5, 4);
  }
}
