package org.pigdiffusion.examples;

import me.tongfei.progressbar.ProgressBar;
import org.pigdiffusion.examples.common.Bars;

/** A progress bar over images. */
final class ImageBar implements AutoCloseable {
  private final ProgressBar bar;

  ImageBar(String task, int images) {
    this.bar = Bars.builder(task, images).build();
  }

  void to(int done) {
    bar.stepTo(done);
  }

  @Override
  public void close() {
    bar.close();
  }
}
