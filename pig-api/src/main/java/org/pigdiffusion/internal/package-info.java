/**
 * What this library's modules share: to write files whole, to know them again, to close what other
 * threads use, and to read and write texts of named values. Internal: it may change at any time,
 * and no other module can reach it.
 */
@NullMarked
package org.pigdiffusion.internal;

import org.jspecify.annotations.NullMarked;
