/**
 * What this library's modules share to keep files whole and to know them again. Internal: it may
 * change at any time, and no other module can reach it.
 */
@NullMarked
package org.pigdiffusion.internal.io;

import org.jspecify.annotations.NullMarked;
