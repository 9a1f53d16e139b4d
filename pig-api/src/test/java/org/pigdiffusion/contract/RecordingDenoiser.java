package org.pigdiffusion.contract;

import java.util.Arrays;
import java.util.List;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.DenoiserSpec;
import org.pigdiffusion.Role;
import org.pigdiffusion.Tensor;

/** Notes every call of another denoiser in a list, which two recorders may share. */
public final class RecordingDenoiser implements Denoiser {

  /**
   * One call.
   *
   * @param role whose model was called
   * @param noisy the very object that was given
   * @param condition the very object that was given
   * @param time the time of all images
   * @param prediction what was returned
   */
  public record Call(Role role, Tensor noisy, Tensor condition, double time, Tensor prediction) {}

  private final Role role;
  private final Denoiser denoiser;
  private final List<Call> calls;

  /** Notes the calls in the list. */
  public RecordingDenoiser(Role role, Denoiser denoiser, List<Call> calls) {
    this.role = role;
    this.denoiser = denoiser;
    this.calls = calls;
  }

  @Override
  public Tensor predict(Tensor noisy, Tensor condition, double[] times) {
    Tensor prediction = denoiser.predict(noisy, condition, times);
    if (Arrays.stream(times).distinct().count() > 1) {
      throw new AssertionError(
          "times: expected one of all images, found " + Arrays.toString(times));
    }
    calls.add(new Call(role, noisy, condition, times[0], prediction));
    return prediction;
  }

  @Override
  public DenoiserSpec spec() {
    return denoiser.spec();
  }

  @Override
  public void close() {
    denoiser.close();
  }
}
