package org.pigdiffusion.data.dicom;

import java.util.List;
import java.util.Optional;

/** The functional groups of enhanced objects, shared by all frames or of one (C.7.6.16). */
final class FrameGroups {
  private final DataSet data;
  private final List<DataSet> shared;
  private final List<DataSet> perFrame;

  private FrameGroups(DataSet data, List<DataSet> shared, List<DataSet> perFrame) {
    this.data = data;
    this.shared = shared;
    this.perFrame = perFrame;
  }

  static FrameGroups of(DataSet data, int frames) throws DicomException {
    List<DataSet> shared = data.items(Tag.SHARED_GROUPS);
    List<DataSet> perFrame = data.items(Tag.PER_FRAME_GROUPS);
    if (shared.size() > 1) {
      throw data.error(Tag.SHARED_GROUPS, "one item", shared.size() + " items");
    }
    if (!perFrame.isEmpty() && perFrame.size() != frames) {
      throw data.error(
          Tag.PER_FRAME_GROUPS,
          "an item for each of %d frames".formatted(frames),
          perFrame.size() + " items");
    }
    return new FrameGroups(data, shared, perFrame);
  }

  /** The one item of a group that holds for a frame, counted from 1; empty if there is none. */
  Optional<DataSet> macro(Tag group, int frame) throws DicomException {
    List<DataSet> own = perFrame.isEmpty() ? List.of() : perFrame.get(frame - 1).items(group);
    List<DataSet> common = shared.isEmpty() ? List.of() : shared.get(0).items(group);
    if (own.size() + common.size() > 1) {
      throw data.error(
          own.isEmpty() ? Tag.SHARED_GROUPS : Tag.PER_FRAME_GROUPS,
          "one item of %s for frame %d".formatted(group, frame),
          own.size() + common.size() + " items");
    }
    return own.isEmpty() ? common.stream().findFirst() : own.stream().findFirst();
  }
}
