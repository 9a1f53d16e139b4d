package org.pigdiffusion.sampler;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.pigdiffusion.Estimate;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.ForwardProcess;
import org.pigdiffusion.scheduler.Scheduler;
import org.pigdiffusion.scheduler.Scheduler.Outcome;

/**
 * A guide that model x makes: called for the pairs that are due, held or extrapolated for the
 * others.
 */
final class RefreshedGuide implements GuideChain {
  private final NetworkChain x;
  private final GuideRefresh refresh;
  private final Scheduler scheduler;
  private final int[] calledAt;
  private final int[] calledBefore;
  private final int[] calls;
  private final double[] change;

  /** x0hat of the last call, and of the call before it. */
  private Tensor latest;

  private Tensor former;

  /**
   * Begins a chain.
   *
   * @param start x_T
   */
  RefreshedGuide(NetworkChain x, GuideRefresh refresh, Scheduler scheduler, Tensor start) {
    int size = start.shape().batch();
    this.x = x;
    this.refresh = refresh;
    this.scheduler = scheduler;
    this.latest = start; // until the first evaluation, which all pairs call
    this.former = start;
    this.calledAt = new int[size];
    this.calledBefore = new int[size];
    this.calls = new int[size];
    this.change = new double[size];
  }

  @Override
  public Outcome advance(int evaluation, Tensor xt, Tensor yt) {
    int[] due = IntStream.range(0, calls.length).filter(pair -> isDue(evaluation, pair)).toArray();
    Outcome outcome = x.take(evaluation, xt, estimate(evaluation, xt, yt, due));
    remember(evaluation, outcome.clean(), due);
    return outcome;
  }

  /** As the rule used it: to threshold it once more changes nothing. */
  private void remember(int evaluation, Tensor clean, int[] due) {
    for (int pair : due) {
      change[pair] = evaluation == 0 ? Double.POSITIVE_INFINITY : difference(latest, clean, pair);
      calledBefore[pair] = calledAt[pair];
      calledAt[pair] = evaluation;
      calls[pair]++;
    }
    former = merged(former, latest, due);
    latest = merged(latest, clean, due);
  }

  private boolean isDue(int evaluation, int pair) {
    return evaluation == 0
        || refresh.isDue(
            new GuideRefresh.Moment(
                evaluation,
                scheduler.evaluations(),
                ForwardProcess.s(scheduler.alphaBar(evaluation)),
                evaluation - calledAt[pair],
                change[pair]));
  }

  /** What model x says of the pairs that are due, and what the calls so far say of the others. */
  private Estimate estimate(int evaluation, Tensor xt, Tensor yt, int[] due) {
    if (due.length == calls.length) {
      return x.estimate(evaluation, xt, yt);
    }
    Estimate reused =
        PredictionType.CLEAN.estimate(continued(evaluation), xt, scheduler.alphaBar(evaluation));
    if (due.length == 0) {
      return reused;
    }
    Estimate fresh = x.estimate(evaluation, xt.select(due), yt.select(due));
    return new Estimate(
        replaced(reused.clean(), fresh.clean(), due), replaced(reused.noise(), fresh.noise(), due));
  }

  /** What x0hat of the calls so far says of this evaluation. */
  private Tensor continued(int evaluation) {
    if (!refresh.extrapolates()) {
      return latest;
    }
    int size = latest.shape().imageSize();
    float[] values = latest.toArray();
    FloatBuffer before = former.buffer();
    for (int pair = 0; pair < calls.length; pair++) {
      double ahead = ahead(evaluation, pair);
      for (int i = pair * size; i < (pair + 1) * size; i++) {
        values[i] += (float) (ahead * ((double) values[i] - before.get(i)));
      }
    }
    return Tensor.adopt(latest.shape(), values);
  }

  /**
   * How far an evaluation is beyond a pair's last call, in units of the way between its last two.
   */
  private double ahead(int evaluation, int pair) {
    double last = logSnr(calledAt[pair]);
    double way = last - logSnr(calledBefore[pair]);
    return way > 0 ? Math.min(1, (logSnr(evaluation) - last) / way) : 0;
  }

  private double logSnr(int evaluation) {
    return Math.log(ForwardProcess.snr(scheduler.alphaBar(evaluation)));
  }

  /** The batch with the images at these places replaced. */
  private static Tensor replaced(Tensor batch, Tensor images, int[] places) {
    int[] from = IntStream.range(0, batch.shape().batch()).toArray();
    for (int i = 0; i < places.length; i++) {
      from[places[i]] = from.length + i;
    }
    return Tensor.concatBatch(List.of(batch, images)).select(from);
  }

  /** The batch with the images at these places taken from another. */
  private static Tensor merged(Tensor batch, Tensor other, int[] places) {
    if (places.length == 0) {
      return batch;
    }
    return places.length == batch.shape().batch()
        ? other
        : replaced(batch, other.select(places), places);
  }

  /** The mean absolute difference of one image of two batches. */
  private static double difference(Tensor one, Tensor other, int image) {
    int size = one.shape().imageSize();
    FloatBuffer a = one.buffer();
    FloatBuffer b = other.buffer();
    double sum = 0;
    for (int i = image * size; i < (image + 1) * size; i++) {
      sum += Math.abs((double) a.get(i) - b.get(i));
    }
    return sum / size;
  }

  @Override
  public int calls(int pair) {
    return calls[pair];
  }
}
