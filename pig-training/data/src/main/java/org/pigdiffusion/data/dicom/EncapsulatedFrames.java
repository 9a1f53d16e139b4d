package org.pigdiffusion.data.dicom;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Compressed frames, in fragments. */
final class EncapsulatedFrames implements FrameSource {
  private static final List<FrameDecoder> BUILT_IN = List.of(new RleDecoder(), new JpegDecoder());

  private final ByteSource bytes;
  private final FrameFormat format;
  private final List<List<Span>> frames;
  private final FrameDecoder decoder;

  private EncapsulatedFrames(
      ByteSource bytes, FrameFormat format, List<List<Span>> frames, FrameDecoder decoder) {
    this.bytes = bytes;
    this.format = format;
    this.frames = frames;
    this.decoder = decoder;
  }

  static EncapsulatedFrames of(DataSet data, ImageHeader header, DicomOptions options)
      throws IOException {
    String syntax = header.format().transferSyntax();
    Optional<FrameDecoder> decoder =
        Stream.concat(options.decoders().stream(), BUILT_IN.stream())
            .filter(candidate -> candidate.decodes(syntax))
            .findFirst();
    if (decoder.isEmpty()) {
      throw new DicomException(
          "expected a transfer syntax that a decoder is there for, found %s; %s"
              .formatted(TransferSyntax.show(syntax), TransferSyntax.remedy(syntax)));
    }
    List<List<Span>> frames = Fragments.frames(data, header.frames());
    return new EncapsulatedFrames(data.bytes(), header.format(), frames, decoder.get());
  }

  @Override
  public int[] codes(int number) throws IOException {
    List<Span> parts = frames.get(number - 1);
    try {
      int[] codes = decoder.decode(together(parts), format);
      if (codes.length != format.length()) {
        throw new DicomException(
            "expected %d samples, found %d".formatted(format.length(), codes.length));
      }
      return codes;
    } catch (IOException e) {
      throw new DicomException(
          "frame %d at %s: %s".formatted(number, bytes.place(parts.get(0).at()), e.getMessage()),
          e);
    }
  }

  private byte[] together(List<Span> parts) throws IOException {
    if (parts.size() == 1 && parts.get(0).length() <= Integer.MAX_VALUE - 8) {
      return bytes.read(parts.get(0).at(), (int) parts.get(0).length());
    }
    long length = parts.stream().mapToLong(Span::length).sum();
    if (length > Integer.MAX_VALUE - 8) {
      throw new DicomException("expected less than 2 GB, found " + length + " bytes");
    }
    byte[] frame = new byte[(int) length];
    int at = 0;
    for (Span part : parts) {
      byte[] read = bytes.read(part.at(), (int) part.length());
      System.arraycopy(read, 0, frame, at, read.length);
      at += read.length;
    }
    return frame;
  }
}
