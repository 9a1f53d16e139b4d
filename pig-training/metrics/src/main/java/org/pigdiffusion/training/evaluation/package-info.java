/**
 * How near sampled pairs come to real ones: statistics with bootstrap intervals, and pairs kept in
 * a folder.
 */
@NullMarked
package org.pigdiffusion.training.evaluation;

import org.jspecify.annotations.NullMarked;
