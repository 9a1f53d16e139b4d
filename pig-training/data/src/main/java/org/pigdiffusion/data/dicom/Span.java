package org.pigdiffusion.data.dicom;

/** A range of bytes. */
record Span(long at, long length) {
  long end() {
    return at + length;
  }
}
