package org.pigdiffusion.data.dicom;

import java.util.List;

/**
 * One element of a data set.
 *
 * @param tag its number
 * @param vr as written, or as {@link Tag} says where the file does not
 * @param headerAt where it begins
 * @param value where its value lies; of undefined length, up to its delimiter
 * @param items of a sequence
 * @param fragments of encapsulated pixel data, the basic offset table first; else empty
 */
record Element(
    int tag, Vr vr, long headerAt, Span value, List<DataSet> items, List<Span> fragments) {
  /** Whether the pixels lie in fragments (PS3.5 section A.4). */
  boolean isEncapsulated() {
    return !fragments.isEmpty();
  }
}
