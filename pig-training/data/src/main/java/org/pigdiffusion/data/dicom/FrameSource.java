package org.pigdiffusion.data.dicom;

import java.io.IOException;

/** The frames of a file, uncompressed. */
interface FrameSource {
  /** The samples of one frame, counted from 1, as {@link FrameDecoder#decode} gives them. */
  int[] codes(int number) throws IOException;

  static FrameSource of(DicomFile file, ImageHeader header, DicomOptions options)
      throws IOException {
    return TransferSyntax.isNative(file.transferSyntax())
        ? NativeFrames.of(file.data(), header)
        : EncapsulatedFrames.of(file.data(), header, options);
  }
}
