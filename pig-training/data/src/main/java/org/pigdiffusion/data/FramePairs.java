package org.pigdiffusion.data;

import java.util.List;
import java.util.Optional;
import org.pigdiffusion.data.dicom.DicomException;
import org.pigdiffusion.data.dicom.FrameChoice;

/** Which frame of a mask belongs to which frame of an image. */
final class FramePairs {
  /**
   * One pair of frames, counted from 1.
   *
   * @param several whether the image has others besides
   */
  record Numbers(int image, int mask, boolean several) {}

  private FramePairs() {}

  /**
   * The chosen frames. Where one file could not be opened, those of the other.
   *
   * @throws UnusablePairException if the mask has neither a frame for each of the image's, nor one
   *     for the one that is chosen
   * @throws DicomException if there is no such frame
   */
  static List<Numbers> of(
      FrameChoice choice, Optional<Integer> imageFrames, Optional<Integer> maskFrames)
      throws DicomException {
    if (imageFrames.isEmpty() && maskFrames.isEmpty()) {
      return List.of();
    }
    int images = imageFrames.orElseGet(maskFrames::get);
    int masks = maskFrames.orElse(images);
    List<Integer> chosen = choice.of(images);
    boolean oneForTheChosen = masks == 1 && choice.only().isPresent();
    if (masks != images && !oneForTheChosen) {
      throw new UnusablePairException(
          DataFault.Kind.SIZE_MISMATCH,
          "expected a mask for each frame, found %d frame(s) and %d mask(s); give as many, or choose"
                  .formatted(images, masks)
              + " the frame that the mask is of with DicomOptions.frames(FrameChoice.number(n))");
    }
    return chosen.stream()
        .map(number -> new Numbers(number, oneForTheChosen ? 1 : number, images > 1))
        .toList();
  }
}
