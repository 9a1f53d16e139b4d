package org.pigdiffusion.sampler;

/**
 * Where a batch comes from: enough to make it again, with the start and the fixed x of the request
 * if it gave them.
 *
 * @param noise the noise source with its seed; says so if the start was given
 * @param scheduler the sampling method: {@link
 *     org.pigdiffusion.scheduler.SamplingMethod#description}
 * @param noiseSchedule the noise schedule
 * @param guide the guide transform; the identity if x was given
 * @param annotation the transform of the finished x; the identity if x was given
 * @param guideRefresh when model x was called again; without effect if x was given
 * @param modelX id and device of the guide's model, or {@code fixed} if x was given
 * @param modelY id and device of the target's model
 */
public record Provenance(
    String noise,
    String scheduler,
    String noiseSchedule,
    String guide,
    String annotation,
    String guideRefresh,
    String modelX,
    String modelY) {}
