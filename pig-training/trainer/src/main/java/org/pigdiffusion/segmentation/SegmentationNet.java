package org.pigdiffusion.segmentation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import java.util.List;

/** A small segmentation U-Net of DJL's blocks: an image in, a logit for each pixel out. */
final class SegmentationNet {
  private static final int WIDTH = 16;
  private static final int LEVELS = 3;
  private static final int NEAREST = 0;

  private SegmentationNet() {}

  static Block create() {
    return new SequentialBlock().add(level(WIDTH, LEVELS)).add(conv(1, 1));
  }

  /** Convolutions, the level below beside a skip, and convolutions again. */
  private static Block level(int width, int levels) {
    SequentialBlock block = new SequentialBlock().add(doubleConv(width));
    if (levels == 1) {
      return block;
    }
    Block below =
        new SequentialBlock()
            .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
            .add(level(2 * width, levels - 1))
            .add(new LambdaBlock(SegmentationNet::upsample))
            .add(conv(width, 1));
    return block
        .add(
            new ParallelBlock(
                outputs ->
                    new NDList(
                        NDArrays.concat(
                            new NDList(outputs.get(0).head(), outputs.get(1).head()), 1)),
                List.of(below, Blocks.identityBlock())))
        .add(doubleConv(width));
  }

  /** Doubles height and width by repeating pixels: DJL has no transposed convolution on PyTorch. */
  private static NDList upsample(NDList maps) {
    NDArray map = maps.singletonOrThrow();
    long[] size = {2 * map.getShape().get(2), 2 * map.getShape().get(3)};
    return new NDList(map.getNDArrayInternal().interpolation(size, NEAREST, false));
  }

  private static Block doubleConv(int width) {
    SequentialBlock block = new SequentialBlock();
    for (int i = 0; i < 2; i++) {
      block.add(conv(width, 3)).add(BatchNorm.builder().build()).add(Activation.reluBlock());
    }
    return block;
  }

  private static Block conv(int width, int kernel) {
    return Conv2d.builder()
        .setKernelShape(new Shape(kernel, kernel))
        .optPadding(new Shape(kernel / 2, kernel / 2))
        .setFilters(width)
        .build();
  }
}
