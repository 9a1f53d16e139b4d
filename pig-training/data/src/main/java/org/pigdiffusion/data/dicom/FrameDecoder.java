package org.pigdiffusion.data.dicom;

import java.io.IOException;

/**
 * Decodes the frames of some compressed transfer syntaxes; the place to plug in a codec that this
 * library does not bring, such as one of JPEG 2000. Give it to {@link DicomOptions#decoder}.
 *
 * <p>Implementations must be safe to use from several threads.
 */
public interface FrameDecoder {
  /** Whether it decodes the frames of this transfer syntax, such as 1.2.840.10008.1.2.4.90. */
  boolean decodes(String transferSyntax);

  /**
   * Decodes one frame.
   *
   * @param frame the coded frame, put together from its fragments; may end in one byte of padding.
   *     Neither to be kept nor changed
   * @param format what the header says of it; the decoder must refuse a frame that is coded
   *     otherwise
   * @return {@link FrameFormat#length} samples, row after row, those of a pixel beside each other.
   *     Each is the pattern of bits of an uncompressed file, {@link FrameFormat#bitsAllocated}
   *     wide: neither its sign nor its high bit is looked at by the decoder. Colours stay as coded,
   *     so that {@code YBR_FULL} and {@code YBR_FULL_422} are luminance, blue and red difference,
   *     one of each a pixel; {@code YBR_ICT} and {@code YBR_RCT}, which belong to JPEG 2000, must
   *     come as red, green and blue. The array is the caller's from then on
   * @throws IOException if the frame is malformed or not as the format says; the message need not
   *     name the file
   */
  int[] decode(byte[] frame, FrameFormat format) throws IOException;
}
