package org.pigdiffusion.data.dicom;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pigdiffusion.data.internal.HeapLimit;

/**
 * Reads data sets by PS3.5 section 7: elements in the order of their tags, each once, of even
 * length, sequences and items of defined or undefined length. Every length is checked against what
 * is left of the part that the element is in. No value is read here, so memory is that of the
 * elements, whose number is limited.
 */
final class DataSetReader {
  /** Far more than a picture needs; a gigabyte of empty elements would fill the memory. */
  static final int MOST_ELEMENTS = 1 << 20;

  /** In memory, an element with its place in a table. */
  private static final int BYTES_OF_ELEMENT = 256;

  /** Files nest some five deep; a reader that recurses must stop somewhere. */
  static final int MOST_NESTED = 64;

  private static final long UNDEFINED = 0xFFFFFFFFL;
  private static final int ITEM = 0xFFFEE000;
  private static final int ITEM_END = 0xFFFEE00D;
  private static final int SEQUENCE_END = 0xFFFEE0DD;

  private final ByteSource bytes;
  private final long mostElements = HeapLimit.most(MOST_ELEMENTS, BYTES_OF_ELEMENT);
  private int count;

  DataSetReader(ByteSource bytes) {
    this.bytes = bytes;
  }

  /** The data set between two offsets, whose tags are greater than the one given. */
  DataSet read(Encoding encoding, long from, long to, int after) throws IOException {
    return dataSet(new Cursor(bytes, encoding.order(), from, to), encoding, 0, false, after);
  }

  /** Up to the end of the cursor, or up to the delimiter of an item of undefined length. */
  private DataSet dataSet(Cursor in, Encoding encoding, int depth, boolean delimited, int after)
      throws IOException {
    if (depth > MOST_NESTED) {
      throw malformed(in.at(), "at most " + MOST_NESTED + " sequences in each other", "more");
    }
    Map<Integer, Element> elements = new HashMap<>();
    int last = after;
    while (delimited || in.left() > 0) {
      long headerAt = in.at();
      int tag = in.tag();
      if (delimited && tag == ITEM_END) {
        requireEmpty(in, headerAt);
        break;
      }
      if (Integer.compareUnsigned(tag, last) <= 0 || tag >>> 16 == 0xFFFE) {
        throw malformed(headerAt, "a tag greater than " + Tag.show(last), Tag.show(tag));
      }
      elements.put(tag, element(in, encoding, headerAt, tag, depth));
      last = tag;
    }
    return new DataSet(bytes, encoding, elements);
  }

  private Element element(Cursor in, Encoding encoding, long headerAt, int tag, int depth)
      throws IOException {
    countOne(headerAt);
    Vr vr = encoding.explicit() ? explicit(in, headerAt, tag) : implicit(tag);
    long length = encoding.explicit() && !vr.longForm() ? in.u16() : in.u32();
    if (length == UNDEFINED) {
      return undefined(in, encoding, headerAt, tag, vr, depth);
    }
    if (length > in.left() || length % 2 != 0) {
      throw malformed(
          headerAt, Tag.show(tag) + " of an even length of at most " + in.left(), "" + length);
    }
    Span value = new Span(in.at(), length);
    Cursor inside = in.slice(length);
    Vr known = vr == Vr.UN ? ofUnknown(tag, encoding) : vr;
    Encoding ofItems = vr == Vr.UN ? Encoding.IMPLICIT_LITTLE : encoding;
    List<DataSet> items = known == Vr.SQ ? items(inside, ofItems, depth, false) : List.of();
    return new Element(tag, known, headerAt, value, items, List.of());
  }

  /**
   * PS3.5 section 6.2.2, note 2: an archive that did not know an element wrote it as UN, whose
   * value is that of implicit little endian; who knows the element may read it so.
   */
  private static Vr ofUnknown(int tag, Encoding encoding) {
    return encoding.order() == ByteOrder.LITTLE_ENDIAN
        ? Tag.of(tag).filter(known -> known.allowed().size() == 1).map(Tag::standard).orElse(Vr.UN)
        : Vr.UN;
  }

  private Vr explicit(Cursor in, long headerAt, int tag) throws IOException {
    String name = in.ascii(2);
    Vr vr = Vr.named(name).orElse(null);
    if (vr == null) {
      throw malformed(
          headerAt,
          "a value representation for " + Tag.show(tag),
          "the bytes %02X %02X".formatted((int) name.charAt(0), (int) name.charAt(1)));
    }
    if (vr.longForm() && in.u16() != 0) {
      throw malformed(headerAt, Tag.show(tag) + " with two bytes of 0 after " + vr, "others");
    }
    return vr;
  }

  /** Of a tag that is not looked at the representation does not matter, unless it is a sequence. */
  private static Vr implicit(int tag) {
    return Tag.of(tag).map(Tag::standard).orElse(Vr.UN);
  }

  private Element undefined(Cursor in, Encoding encoding, long headerAt, int tag, Vr vr, int depth)
      throws IOException {
    long from = in.at();
    List<DataSet> items = List.of();
    List<Span> fragments = List.of();
    Vr read = vr;
    if (vr == Vr.SQ) {
      items = items(in, encoding, depth, true);
    } else if (vr == Vr.UN) {
      // PS3.5 section 6.2.2, note 2: a sequence, whose items are implicit little endian whatever
      // the file is.
      Cursor inside = in.in(ByteOrder.LITTLE_ENDIAN);
      items = items(inside, Encoding.IMPLICIT_LITTLE, depth, true);
      in.moveTo(inside);
      read = Vr.SQ;
    } else if (tag == Tag.PIXELS.code() && encoding.explicit()) {
      fragments = fragments(in);
    } else {
      throw malformed(headerAt, Tag.show(tag) + " of a defined length", "an undefined one");
    }
    return new Element(tag, read, headerAt, new Span(from, in.at() - from), items, fragments);
  }

  private List<DataSet> items(Cursor in, Encoding encoding, int depth, boolean delimited)
      throws IOException {
    List<DataSet> items = new ArrayList<>();
    while (delimited || in.left() > 0) {
      long headerAt = in.at();
      int tag = in.tag();
      if (delimited && tag == SEQUENCE_END) {
        requireEmpty(in, headerAt);
        break;
      }
      long length = itemLength(in, headerAt, tag);
      items.add(
          length == UNDEFINED
              ? dataSet(in, encoding, depth + 1, true, 0)
              : dataSet(in.slice(length), encoding, depth + 1, false, 0));
    }
    return items;
  }

  /** PS3.5 section A.4: items of defined length, the first of which is the offset table. */
  private List<Span> fragments(Cursor in) throws IOException {
    List<Span> fragments = new ArrayList<>();
    while (true) {
      long headerAt = in.at();
      int tag = in.tag();
      if (tag == SEQUENCE_END) {
        requireEmpty(in, headerAt);
        break;
      }
      long length = itemLength(in, headerAt, tag);
      if (length == UNDEFINED) {
        throw malformed(headerAt, "a fragment of a defined length", "an undefined one");
      }
      fragments.add(new Span(in.at(), length));
      in.skip(length);
    }
    if (fragments.isEmpty()) {
      throw malformed(in.at(), "an offset table before the fragments", "none");
    }
    return fragments;
  }

  private long itemLength(Cursor in, long headerAt, int tag) throws IOException {
    countOne(headerAt);
    if (tag != ITEM) {
      throw malformed(headerAt, "an item " + Tag.show(ITEM), Tag.show(tag));
    }
    long length = in.u32();
    if (length != UNDEFINED && (length > in.left() || length % 2 != 0)) {
      throw malformed(
          headerAt, "an item of an even length of at most " + in.left(), Long.toString(length));
    }
    return length;
  }

  private void requireEmpty(Cursor in, long headerAt) throws IOException {
    long length = in.u32();
    if (length != 0) {
      throw malformed(headerAt, "a delimiter of length 0", Long.toString(length));
    }
  }

  private void countOne(long headerAt) throws DicomException {
    if (++count > mostElements) {
      String expected = "at most %d elements and items".formatted(mostElements);
      throw malformed(
          headerAt,
          mostElements < MOST_ELEMENTS
              ? expected + " in the memory that Java may take (option -Xmx)"
              : expected,
          "more");
    }
  }

  private DicomException malformed(long at, String expected, String found) {
    return new DicomException(
        "%s: expected %s, found %s; is the file whole? If so, %s"
            .formatted(bytes.place(at), expected, found, Remedy.PLAIN.text()));
  }
}
