/**
 * How near sampled pairs come to real ones: statistics with bootstrap intervals, masks and images
 * side by side, and tables of what ways of sampling cost and what they are worth. What takes time
 * is kept in folders.
 */
@NullMarked
package org.pigdiffusion.evaluation;

import org.jspecify.annotations.NullMarked;
