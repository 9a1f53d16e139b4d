/**
 * Results for people and for programs: tables with intervals, curves and pictures as one HTML page
 * that needs no other file, and the same as JSON and CSV.
 */
@NullMarked
package org.pigdiffusion.report;

import org.jspecify.annotations.NullMarked;
