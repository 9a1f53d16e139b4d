package org.pigdiffusion.data.dicom;

import com.google.common.collect.ImmutableList;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The elements that are looked at (PS3.6). All others are walked over. */
enum Tag {
  META_LENGTH(0x00020000, "File Meta Information Group Length", Vr.UL),
  TRANSFER_SYNTAX(0x00020010, "Transfer Syntax UID", Vr.UI),
  SOP_CLASS(0x00080016, "SOP Class UID", Vr.UI),
  IMAGER_PIXEL_SPACING(0x00181164, "Imager Pixel Spacing", Vr.DS),
  SCANNED_PIXEL_SPACING(0x00182010, "Nominal Scanned Pixel Spacing", Vr.DS),
  SAMPLES(0x00280002, "Samples per Pixel", Vr.US),
  PHOTOMETRIC(0x00280004, "Photometric Interpretation", Vr.CS),
  PLANAR(0x00280006, "Planar Configuration", Vr.US),
  FRAMES(0x00280008, "Number of Frames", Vr.IS),
  ROWS(0x00280010, "Rows", Vr.US),
  COLUMNS(0x00280011, "Columns", Vr.US),
  PIXEL_SPACING(0x00280030, "Pixel Spacing", Vr.DS),
  PIXEL_ASPECT_RATIO(0x00280034, "Pixel Aspect Ratio", Vr.IS),
  BITS_ALLOCATED(0x00280100, "Bits Allocated", Vr.US),
  BITS_STORED(0x00280101, "Bits Stored", Vr.US),
  HIGH_BIT(0x00280102, "High Bit", Vr.US),
  SIGNED(0x00280103, "Pixel Representation", Vr.US),
  WINDOW_CENTER(0x00281050, "Window Center", Vr.DS),
  WINDOW_WIDTH(0x00281051, "Window Width", Vr.DS),
  INTERCEPT(0x00281052, "Rescale Intercept", Vr.DS),
  SLOPE(0x00281053, "Rescale Slope", Vr.DS),
  VOI_FUNCTION(0x00281056, "VOI LUT Function", Vr.CS),
  RED_DESCRIPTOR(0x00281101, "Red Palette Color Lookup Table Descriptor", Vr.US, Vr.SS),
  GREEN_DESCRIPTOR(0x00281102, "Green Palette Color Lookup Table Descriptor", Vr.US, Vr.SS),
  BLUE_DESCRIPTOR(0x00281103, "Blue Palette Color Lookup Table Descriptor", Vr.US, Vr.SS),
  ALPHA_DESCRIPTOR(0x00281104, "Alpha Palette Color Lookup Table Descriptor", Vr.US),
  RED_DATA(0x00281201, "Red Palette Color Lookup Table Data", Vr.OW),
  GREEN_DATA(0x00281202, "Green Palette Color Lookup Table Data", Vr.OW),
  BLUE_DATA(0x00281203, "Blue Palette Color Lookup Table Data", Vr.OW),
  SEGMENTED_RED(0x00281221, "Segmented Red Palette Color Lookup Table Data", Vr.OW),
  MODALITY_LUT(0x00283000, "Modality LUT Sequence", Vr.SQ),
  LUT_DESCRIPTOR(0x00283002, "LUT Descriptor", Vr.US, Vr.SS),
  LUT_DATA(0x00283006, "LUT Data", Vr.OW, Vr.US, Vr.SS),
  VOI_LUT(0x00283010, "VOI LUT Sequence", Vr.SQ),
  PIXEL_MEASURES(0x00289110, "Pixel Measures Sequence", Vr.SQ),
  FRAME_VOI_LUT(0x00289132, "Frame VOI LUT Sequence", Vr.SQ),
  PIXEL_TRANSFORMATION(0x00289145, "Pixel Value Transformation Sequence", Vr.SQ),
  SEGMENTATION_TYPE(0x00620001, "Segmentation Type", Vr.CS),
  SEGMENTS(0x00620002, "Segment Sequence", Vr.SQ),
  PRESENTATION_LUT(0x20500010, "Presentation LUT Sequence", Vr.SQ),
  PRESENTATION_SHAPE(0x20500020, "Presentation LUT Shape", Vr.CS),
  SHARED_GROUPS(0x52009229, "Shared Functional Groups Sequence", Vr.SQ),
  PER_FRAME_GROUPS(0x52009230, "Per-Frame Functional Groups Sequence", Vr.SQ),
  OFFSETS(0x7FE00001, "Extended Offset Table", Vr.OV),
  FLOAT_PIXELS(0x7FE00008, "Float Pixel Data", Vr.OF),
  DOUBLE_PIXELS(0x7FE00009, "Double Float Pixel Data", Vr.OD),
  PIXELS(0x7FE00010, "Pixel Data", Vr.OW, Vr.OB);

  private static final Map<Integer, Tag> BY_CODE =
      Stream.of(values()).collect(Collectors.toMap(Tag::code, Function.identity()));

  private final int code;
  private final String title;
  private final ImmutableList<Vr> allowed;

  Tag(int code, String title, Vr... allowed) {
    this.code = code;
    this.title = title;
    this.allowed = ImmutableList.copyOf(allowed);
  }

  static Optional<Tag> of(int code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  int code() {
    return code;
  }

  /** The representations that the element may have. */
  ImmutableList<Vr> allowed() {
    return allowed;
  }

  /** The representation where the file does not say. */
  Vr standard() {
    return allowed.get(0);
  }

  /** Number and, where known, name of any element. */
  static String show(int code) {
    String number = "(%04X,%04X)".formatted(code >>> 16, code & 0xFFFF);
    return of(code).map(tag -> number + " " + tag.title).orElse(number);
  }

  @Override
  public String toString() {
    return show(code);
  }
}
