package org.pigdiffusion.data.dicom;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A DICOM file by PS3.10 section 7.1: a preamble, the mark DICM, the file meta information, and the
 * data set.
 *
 * @param transferSyntax how the data set and its pixels are encoded
 * @param data the data set
 */
record DicomFile(String transferSyntax, DataSet data) {
  private static final int PREAMBLE = 128;
  private static final String MARK = "DICM";
  private static final int META = PREAMBLE + MARK.length();

  /** Tag, representation, length and value of the first element, the length of all that follow. */
  private static final int META_LENGTH_ELEMENT = 12;

  private static final int LAST_OF_META = 0x0002FFFF;

  static DicomFile read(Path file) throws IOException {
    ByteSource bytes = new FileBytes(file);
    if (!isMarked(bytes)) {
      throw new DicomException(
          "expected the mark DICM at byte 128, found none; if it is an old file without file meta"
              + " information, "
              + Remedy.PLAIN.text());
    }
    long metaEnd = metaEnd(bytes);
    DataSet meta = new DataSetReader(bytes).read(Encoding.EXPLICIT_LITTLE, META, metaEnd, 0);
    String syntax =
        meta.text(Tag.TRANSFER_SYNTAX)
            .orElseThrow(() -> meta.error(Tag.TRANSFER_SYNTAX, "a value", "none"));
    ByteSource body = bytes;
    long from = metaEnd;
    if (syntax.equals(TransferSyntax.DEFLATED.uid())) {
      body = MemoryBytes.inflate(file, metaEnd);
      from = 0;
    }
    DataSet data =
        new DataSetReader(body)
            .read(TransferSyntax.encoding(syntax), from, body.size(), LAST_OF_META);
    return new DicomFile(syntax, data);
  }

  static boolean isMarked(Path file) throws IOException {
    return isMarked(new FileBytes(file));
  }

  private static boolean isMarked(ByteSource bytes) throws IOException {
    return bytes.size() >= META
        && new String(bytes.read(PREAMBLE, MARK.length()), StandardCharsets.ISO_8859_1)
            .equals(MARK);
  }

  private static long metaEnd(ByteSource bytes) throws IOException {
    Cursor in = new Cursor(bytes, Encoding.EXPLICIT_LITTLE.order(), META, bytes.size());
    if (in.left() < META_LENGTH_ELEMENT
        || in.tag() != Tag.META_LENGTH.code()
        || !in.ascii(2).equals(Vr.UL.name())
        || in.u16() != 4) {
      throw new DicomException(
          "byte %d: expected %s, found none; %s"
              .formatted(META, Tag.META_LENGTH, Remedy.PLAIN.text()));
    }
    long length = in.u32();
    if (length > in.left()) {
      throw new DicomException(
          "%s at byte %d: expected at most %d, found %d"
              .formatted(Tag.META_LENGTH, META, in.left(), length));
    }
    return in.at() + length;
  }
}
