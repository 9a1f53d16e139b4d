package org.pigdiffusion.data.dicom;

import java.util.List;
import java.util.stream.Stream;

/**
 * How DICOM files are read. Immutable, and as thread-safe as its decoders.
 *
 * <pre>{@code
 * DicomOptions options = DicomOptions.standard()
 *     .frames(FrameChoice.number(12))
 *     .voi(VoiChoice.window(2));
 * }</pre>
 *
 * @param frames which frames are pictures; default {@link FrameChoice#all}
 * @param voi which window or table is applied to grey pictures; default {@link VoiChoice#first}
 * @param decoders further decoders, asked in this order and before those of this library; default
 *     none
 */
public record DicomOptions(FrameChoice frames, VoiChoice voi, List<FrameDecoder> decoders) {
  /** Creates options with a copy of the list. */
  public DicomOptions {
    decoders = List.copyOf(decoders);
  }

  /** The defaults. */
  public static DicomOptions standard() {
    return new DicomOptions(FrameChoice.all(), VoiChoice.first(), List.of());
  }

  /** These options with another choice of frames. */
  public DicomOptions frames(FrameChoice newFrames) {
    return new DicomOptions(newFrames, voi, decoders);
  }

  /** These options with another window or table. */
  public DicomOptions voi(VoiChoice newVoi) {
    return new DicomOptions(frames, newVoi, decoders);
  }

  /** These options with one more decoder, which is asked after those already given. */
  public DicomOptions decoder(FrameDecoder more) {
    return new DicomOptions(
        frames, voi, Stream.concat(decoders.stream(), Stream.of(more)).toList());
  }
}
