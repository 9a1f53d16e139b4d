package org.pigdiffusion.data.dicom;

import java.nio.ByteOrder;

/**
 * How the elements of a data set are written (PS3.5 section 7).
 *
 * @param explicit whether each element says its value representation
 * @param order the order of the bytes of a number
 */
record Encoding(boolean explicit, ByteOrder order) {
  static final Encoding EXPLICIT_LITTLE = new Encoding(true, ByteOrder.LITTLE_ENDIAN);
  static final Encoding EXPLICIT_BIG = new Encoding(true, ByteOrder.BIG_ENDIAN);
  static final Encoding IMPLICIT_LITTLE = new Encoding(false, ByteOrder.LITTLE_ENDIAN);
}
