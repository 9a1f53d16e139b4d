package org.pigdiffusion.examples.rivals;

import org.pigdiffusion.segmentation.FoldGenerator;

class ControlNetGeneratorTest extends FoldGeneratorContract {
  @Override
  FoldGenerator create(RivalSettings settings) {
    return new ControlNetGenerator(settings, 4, 5);
  }
}
