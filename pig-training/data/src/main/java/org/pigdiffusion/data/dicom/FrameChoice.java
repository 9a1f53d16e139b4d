package org.pigdiffusion.data.dicom;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Which frames of a file are pictures.
 *
 * @param only the number of the one frame, counted from 1 as DICOM does; empty for all
 */
public record FrameChoice(OptionalInt only) {
  /** Creates a choice; {@link #all} and {@link #number} are easier to read. */
  public FrameChoice {
    if (only.isPresent() && only.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "frame: expected a number of at least 1, found " + only.getAsInt());
    }
  }

  /** Every frame is a picture of its own. */
  public static FrameChoice all() {
    return new FrameChoice(OptionalInt.empty());
  }

  /** One frame, counted from 1; a file that has fewer frames is refused. */
  public static FrameChoice number(int number) {
    return new FrameChoice(OptionalInt.of(number));
  }

  /**
   * The numbers of the frames that are chosen of so many, from 1 on.
   *
   * @throws DicomException if there is no frame of the number wanted
   */
  public List<Integer> of(int frames) throws DicomException {
    if (only.isEmpty()) {
      return IntStream.rangeClosed(1, frames).boxed().toList();
    }
    if (only.getAsInt() > frames) {
      throw new DicomException(
          "frame: expected number %d, found %d frame(s)".formatted(only.getAsInt(), frames));
    }
    return List.of(only.getAsInt());
  }
}
