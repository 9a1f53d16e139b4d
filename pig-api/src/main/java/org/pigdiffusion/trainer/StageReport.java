package org.pigdiffusion.trainer;

import com.google.common.collect.ImmutableList;
import org.pigdiffusion.Role;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.Weights;

/**
 * What became of one stage.
 *
 * @param role whose stage
 * @param network the settings of its network
 * @param weights the averaged weights (EMA) of the best validation, or the latest before the first
 *     validation, or those that were given
 * @param steps the optimiser steps done
 * @param bestStep the step of the best validation, 0 before the first
 * @param bestLoss its loss, infinite before the first
 * @param reason why it ended
 * @param trainingLoss the loss of every step
 * @param validationLoss the loss of every validation
 */
public record StageReport(
    Role role,
    UNetConfig network,
    Weights weights,
    int steps,
    int bestStep,
    double bestLoss,
    StopReason reason,
    ImmutableList<LossPoint> trainingLoss,
    ImmutableList<LossPoint> validationLoss) {}
