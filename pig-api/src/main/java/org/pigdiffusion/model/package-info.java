/** What a model file says of itself, so that it can be used without its author. */
@NullMarked
package org.pigdiffusion.model;

import org.jspecify.annotations.NullMarked;
