package org.pigdiffusion.data.dicom;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The transfer syntaxes of PS3.6 table A-1, by name. */
enum TransferSyntax {
  IMPLICIT_LITTLE("1.2.840.10008.1.2", "Implicit VR Little Endian", Remedy.EXPORT),
  EXPLICIT_LITTLE("1.2.840.10008.1.2.1", "Explicit VR Little Endian", Remedy.EXPORT),
  DEFLATED("1.2.840.10008.1.2.1.99", "Deflated Explicit VR Little Endian", Remedy.PLAIN),
  EXPLICIT_BIG("1.2.840.10008.1.2.2", "Explicit VR Big Endian", Remedy.PLAIN),
  ENCAPSULATED_PLAIN(
      "1.2.840.10008.1.2.1.98", "Encapsulated Uncompressed Explicit VR Little Endian"),
  DEFLATED_FRAMES("1.2.840.10008.1.2.8.1", "Deflated Image Frame Compression"),
  RLE("1.2.840.10008.1.2.5", "RLE Lossless", Remedy.JPEG_2000),
  JPEG_BASELINE("1.2.840.10008.1.2.4.50", "JPEG Baseline (Process 1)", Remedy.JPEG),
  JPEG_EXTENDED("1.2.840.10008.1.2.4.51", "JPEG Extended (Process 2 and 4)", Remedy.JPEG),
  JPEG_EXTENDED_3_5("1.2.840.10008.1.2.4.52", "JPEG Extended (Process 3 and 5)", Remedy.JPEG),
  JPEG_SPECTRAL_6_8(
      "1.2.840.10008.1.2.4.53", "JPEG Spectral Selection (Process 6 and 8)", Remedy.JPEG),
  JPEG_SPECTRAL_7_9(
      "1.2.840.10008.1.2.4.54", "JPEG Spectral Selection (Process 7 and 9)", Remedy.JPEG),
  JPEG_PROGRESSION_10_12(
      "1.2.840.10008.1.2.4.55", "JPEG Full Progression (Process 10 and 12)", Remedy.JPEG),
  JPEG_PROGRESSION_11_13(
      "1.2.840.10008.1.2.4.56", "JPEG Full Progression (Process 11 and 13)", Remedy.JPEG),
  JPEG_LOSSLESS("1.2.840.10008.1.2.4.57", "JPEG Lossless (Process 14)", Remedy.JPEG),
  JPEG_LOSSLESS_15("1.2.840.10008.1.2.4.58", "JPEG Lossless (Process 15)", Remedy.JPEG),
  JPEG_LOSSLESS_SV1(
      "1.2.840.10008.1.2.4.70", "JPEG Lossless (Process 14, Selection Value 1)", Remedy.JPEG),
  JPEG_LS("1.2.840.10008.1.2.4.80", "JPEG-LS Lossless", Remedy.JPEG_LS),
  JPEG_LS_LOSSY("1.2.840.10008.1.2.4.81", "JPEG-LS Near-Lossless", Remedy.JPEG_LS),
  JPEG_2000_LOSSLESS("1.2.840.10008.1.2.4.90", "JPEG 2000 Lossless", Remedy.JPEG_2000),
  JPEG_2000("1.2.840.10008.1.2.4.91", "JPEG 2000", Remedy.JPEG_2000),
  JPEG_2000_PARTS_LOSSLESS(
      "1.2.840.10008.1.2.4.92", "JPEG 2000 Part 2 Multi-component Lossless", Remedy.JPEG_2000),
  JPEG_2000_PARTS("1.2.840.10008.1.2.4.93", "JPEG 2000 Part 2 Multi-component", Remedy.JPEG_2000),
  JPIP("1.2.840.10008.1.2.4.94", "JPIP Referenced"),
  JPIP_DEFLATE("1.2.840.10008.1.2.4.95", "JPIP Referenced Deflate"),
  MPEG2_MAIN("1.2.840.10008.1.2.4.100", "MPEG2 Main Profile / Main Level", Remedy.VIDEO),
  MPEG2_HIGH("1.2.840.10008.1.2.4.101", "MPEG2 Main Profile / High Level", Remedy.VIDEO),
  MPEG4_4_1("1.2.840.10008.1.2.4.102", "MPEG-4 AVC/H.264 High Profile 4.1", Remedy.VIDEO),
  MPEG4_BD("1.2.840.10008.1.2.4.103", "MPEG-4 AVC/H.264 BD-compatible", Remedy.VIDEO),
  MPEG4_2D("1.2.840.10008.1.2.4.104", "MPEG-4 AVC/H.264 4.2 for 2D Video", Remedy.VIDEO),
  MPEG4_3D("1.2.840.10008.1.2.4.105", "MPEG-4 AVC/H.264 4.2 for 3D Video", Remedy.VIDEO),
  MPEG4_STEREO("1.2.840.10008.1.2.4.106", "MPEG-4 AVC/H.264 Stereo", Remedy.VIDEO),
  HEVC("1.2.840.10008.1.2.4.107", "HEVC/H.265 Main Profile 5.1", Remedy.VIDEO),
  HEVC_10("1.2.840.10008.1.2.4.108", "HEVC/H.265 Main 10 Profile 5.1", Remedy.VIDEO),
  JPEG_XL_LOSSLESS("1.2.840.10008.1.2.4.110", "JPEG XL Lossless"),
  JPEG_XL_RECOMPRESSED("1.2.840.10008.1.2.4.111", "JPEG XL JPEG Recompression"),
  JPEG_XL("1.2.840.10008.1.2.4.112", "JPEG XL"),
  HT_LOSSLESS("1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 Lossless", Remedy.HT_JPEG_2000),
  HT_LOSSLESS_RPCL(
      "1.2.840.10008.1.2.4.202", "High-Throughput JPEG 2000 RPCL Lossless", Remedy.HT_JPEG_2000),
  HT_JPEG_2000("1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000", Remedy.HT_JPEG_2000),
  JPIP_HT("1.2.840.10008.1.2.4.204", "JPIP HTJ2K Referenced"),
  JPIP_HT_DEFLATE("1.2.840.10008.1.2.4.205", "JPIP HTJ2K Referenced Deflate"),
  VIDEO_SMPTE_PROGRESSIVE("1.2.840.10008.1.2.7.1", "SMPTE ST 2110-20 Progressive Video"),
  VIDEO_SMPTE_INTERLACED("1.2.840.10008.1.2.7.2", "SMPTE ST 2110-20 Interlaced Video"),
  AUDIO_SMPTE("1.2.840.10008.1.2.7.3", "SMPTE ST 2110-30 PCM Digital Audio");

  private static final Map<String, TransferSyntax> BY_UID =
      Stream.of(values()).collect(Collectors.toMap(syntax -> syntax.uid, Function.identity()));

  private final String uid;
  private final String title;
  private final Remedy remedy;

  TransferSyntax(String uid, String title) {
    this(uid, title, Remedy.EXPORT);
  }

  TransferSyntax(String uid, String title, Remedy remedy) {
    this.uid = uid;
    this.title = title;
    this.remedy = remedy;
  }

  static Optional<TransferSyntax> of(String uid) {
    return Optional.ofNullable(BY_UID.get(uid));
  }

  String uid() {
    return uid;
  }

  /**
   * How the data set is encoded: all syntaxes with compressed pixels are explicit little endian.
   */
  static Encoding encoding(String uid) {
    return of(uid)
        .map(
            syntax ->
                switch (syntax) {
                  case IMPLICIT_LITTLE -> Encoding.IMPLICIT_LITTLE;
                  case EXPLICIT_BIG -> Encoding.EXPLICIT_BIG;
                  default -> Encoding.EXPLICIT_LITTLE;
                })
        .orElse(Encoding.EXPLICIT_LITTLE);
  }

  /** Whether the pixels lie in the data set as they are, in no fragments. */
  static boolean isNative(String uid) {
    return of(uid)
        .filter(
            syntax ->
                switch (syntax) {
                  case IMPLICIT_LITTLE, EXPLICIT_LITTLE, EXPLICIT_BIG, DEFLATED -> true;
                  default -> false;
                })
        .isPresent();
  }

  /** The name of a transfer syntax and its UID. */
  static String show(String uid) {
    return of(uid).map(syntax -> syntax.title).orElse("an unknown one") + " (" + uid + ")";
  }

  /** What a user can do about a transfer syntax that no decoder reads. */
  static String remedy(String uid) {
    return of(uid).map(syntax -> syntax.remedy).orElse(Remedy.EXPORT).text();
  }
}
