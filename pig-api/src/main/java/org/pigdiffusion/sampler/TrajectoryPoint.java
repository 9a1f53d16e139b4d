package org.pigdiffusion.sampler;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Map;
import org.pigdiffusion.Tensor;

/** The state of a batch at one evaluation of its two chains. */
public final class TrajectoryPoint {
  private final int evaluation;
  private final double time;
  private final Tensor x;
  private final Tensor y;
  private final Tensor xClean;
  private final Tensor yClean;

  private TrajectoryPoint(Builder builder) {
    this.evaluation = builder.evaluation;
    this.time = builder.time;
    this.x = builder.x;
    this.y = builder.y;
    this.xClean = builder.xClean;
    this.yClean = builder.yClean;
  }

  /** Starts from the samples that entered an evaluation, and the clean estimates it gave. */
  public static Builder builder(Tensor x, Tensor y, Tensor xClean, Tensor yClean) {
    return new Builder(x, y, xClean, yClean);
  }

  /** The evaluation's number, from 0. */
  public int evaluation() {
    return evaluation;
  }

  /** Its time. */
  public double time() {
    return time;
  }

  /** The guide's sample x_t that entered it. */
  public Tensor x() {
    return x;
  }

  /** The target's sample y_t that entered it. */
  public Tensor y() {
    return y;
  }

  /** The clean estimate x0hat. */
  public Tensor xClean() {
    return xClean;
  }

  /** The clean estimate y0hat. */
  public Tensor yClean() {
    return yClean;
  }

  private Map<String, Object> byName() {
    return ImmutableMap.of(
        "evaluation", evaluation,
        "time", time,
        "x", x,
        "y", y,
        "xClean", xClean,
        "yClean", yClean);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TrajectoryPoint that && byName().equals(that.byName());
  }

  @Override
  public int hashCode() {
    return byName().hashCode();
  }

  @Override
  public String toString() {
    return "TrajectoryPoint[" + Joiner.on(", ").withKeyValueSeparator("=").join(byName()) + "]";
  }

  /** Collects the state. Not safe to share between threads. */
  public static final class Builder {
    private int evaluation;
    private double time;
    private final Tensor x;
    private final Tensor y;
    private final Tensor xClean;
    private final Tensor yClean;

    private Builder(Tensor x, Tensor y, Tensor xClean, Tensor yClean) {
      this.x = x;
      this.y = y;
      this.xClean = xClean;
      this.yClean = yClean;
    }

    /** The number of the evaluation, from 0, and its time; 0 both unless set. */
    @CanIgnoreReturnValue
    public Builder at(int number, double itsTime) {
      this.evaluation = number;
      this.time = itsTime;
      return this;
    }

    /** Builds the point. */
    public TrajectoryPoint build() {
      return new TrajectoryPoint(this);
    }
  }
}
