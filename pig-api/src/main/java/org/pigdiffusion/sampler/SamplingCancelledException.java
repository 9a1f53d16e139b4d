package org.pigdiffusion.sampler;

import java.util.concurrent.CancellationException;

/** A listener stopped a sampling run. The batches received before are whole. */
public final class SamplingCancelledException extends CancellationException {
  private static final long serialVersionUID = 1L;
  private final long finishedPairs;

  SamplingCancelledException(long finishedPairs, long pairs) {
    super("sampling was cancelled after %d of %d pairs".formatted(finishedPairs, pairs));
    this.finishedPairs = finishedPairs;
  }

  /** The number of pairs of the batches that were finished. */
  public long finishedPairs() {
    return finishedPairs;
  }
}
