package org.pigdiffusion.examples.common;

import org.pigdiffusion.data.dicom.DicomOptions;
import org.pigdiffusion.data.dicom.FrameChoice;
import org.pigdiffusion.data.dicom.VoiChoice;
import picocli.CommandLine.Option;

/** The options that say how DICOM files are read. */
final class DicomSettings {
  @Option(
      names = "--frame",
      description =
          "one frame of DICOM files of several, counted from 1; else each is a pair:"
              + " FrameChoice.number")
  private Integer frame;

  @Option(
      names = "--window",
      description =
          "the window of this number in DICOM files, counted from 1, or 0 for all values; else the"
              + " first table or window: VoiChoice.window, VoiChoice.none")
  private Integer window;

  /** What the options ask for. */
  DicomOptions options() {
    DicomOptions options = DicomOptions.standard();
    if (frame != null) {
      options = options.frames(FrameChoice.number(frame));
    }
    if (window != null) {
      options = options.voi(window == 0 ? VoiChoice.none() : VoiChoice.window(window));
    }
    return options;
  }
}
