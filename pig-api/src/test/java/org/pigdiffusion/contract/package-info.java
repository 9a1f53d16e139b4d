/** What every implementation of an interface of this library does, as tests to be extended. */
@NullMarked
package org.pigdiffusion.contract;

import org.jspecify.annotations.NullMarked;
