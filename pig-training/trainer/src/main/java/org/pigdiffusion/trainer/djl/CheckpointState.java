package org.pigdiffusion.trainer.djl;

import java.util.List;
import java.util.Map;
import org.pigdiffusion.trainer.LossPoint;

/**
 * The part of a checkpoint that is written as JSON.
 *
 * @param progress the numbers that steer the stage
 * @param fingerprint what the run depends on, by name
 * @param validationLoss the losses of all validations
 * @param trainingLoss the losses of all steps
 */
record CheckpointState(
    Progress progress,
    Map<String, String> fingerprint,
    List<LossPoint> validationLoss,
    List<Double> trainingLoss) {}
