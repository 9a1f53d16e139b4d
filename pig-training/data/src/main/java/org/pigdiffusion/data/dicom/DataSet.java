package org.pigdiffusion.data.dicom;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The elements of one data set: that of the file, or one item of a sequence. An element of no value
 * counts as absent. What lies in another data set, nested or around this one, is not seen.
 */
final class DataSet {
  private static final int LONGEST_TEXT = 1 << 16;
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,9}");

  private final ByteSource bytes;
  private final Encoding encoding;
  private final Map<Integer, Element> elements;

  DataSet(ByteSource bytes, Encoding encoding, Map<Integer, Element> elements) {
    this.bytes = bytes;
    this.encoding = encoding;
    this.elements = elements;
  }

  ByteSource bytes() {
    return bytes;
  }

  Encoding encoding() {
    return encoding;
  }

  Optional<Element> find(Tag tag) throws DicomException {
    Element element = elements.get(tag.code());
    if (element == null || element.value().length() == 0) {
      return Optional.empty();
    }
    if (!tag.allowed().contains(element.vr())) {
      throw error(tag, "value representation " + tag.standard(), element.vr().toString());
    }
    return Optional.of(element);
  }

  boolean has(Tag tag) throws DicomException {
    return find(tag).isPresent();
  }

  Element need(Tag tag) throws DicomException {
    Optional<Element> element = find(tag);
    if (element.isEmpty()) {
      throw error(tag, "a value", "none");
    }
    return element.get();
  }

  /** The items of a sequence; none if it is absent. */
  List<DataSet> items(Tag tag) throws DicomException {
    return find(tag).map(Element::items).orElse(List.of());
  }

  /** One text, without the spaces or the null that fill it up. */
  Optional<String> text(Tag tag) throws IOException {
    List<String> texts = texts(tag);
    if (texts.size() > 1) {
      throw error(tag, "one value", texts.toString());
    }
    return texts.stream().findFirst();
  }

  /** All decimal numbers of an element, in the order of the file; none if it is absent. */
  List<Double> decimals(Tag tag) throws IOException {
    List<Double> numbers = new ArrayList<>();
    for (String text : texts(tag)) {
      double number = DECIMAL.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
      if (!Double.isFinite(number)) {
        throw error(tag, "a decimal number", text);
      }
      numbers.add(number);
    }
    return numbers;
  }

  Optional<Double> decimal(Tag tag) throws IOException {
    List<Double> numbers = decimals(tag);
    if (numbers.size() > 1) {
      throw error(tag, "one value", numbers.toString());
    }
    return numbers.stream().findFirst();
  }

  /** A whole number that must be there and be in [least, most]. */
  int integer(Tag tag, int least, int most) throws IOException {
    Element element = need(tag);
    int found;
    if (element.vr() == Vr.IS) {
      String text = text(tag).orElse("none");
      if (!INTEGER.matcher(text).matches()) {
        throw error(tag, "a whole number", text);
      }
      found = Integer.parseInt(text);
    } else {
      found = words(tag, 1)[0];
    }
    if (found < least || found > most) {
      throw error(tag, "in [%d,%d]".formatted(least, most), Integer.toString(found));
    }
    return found;
  }

  /** A whole number that may be absent. */
  int integer(Tag tag, int least, int most, int otherwise) throws IOException {
    return has(tag) ? integer(tag, least, most) : otherwise;
  }

  /** Unsigned numbers of 16 bits, exactly that many. */
  int[] words(Tag tag, int count) throws IOException {
    ByteBuffer value = value(tag, 2 * count);
    int[] words = new int[count];
    for (int i = 0; i < count; i++) {
      words[i] = value.getShort() & 0xFFFF;
    }
    return words;
  }

  /** The value of an element that must have exactly that many bytes, in their order. */
  ByteBuffer value(Tag tag, int length) throws IOException {
    Element element = need(tag);
    if (element.value().length() != length) {
      throw error(tag, length + " bytes", Long.toString(element.value().length()));
    }
    return ByteBuffer.wrap(bytes.read(element.value().at(), length)).order(encoding.order());
  }

  /** An error about one element of this data set. */
  DicomException error(Tag tag, String expected, String found) {
    Element element = elements.get(tag.code());
    String place = element == null ? "" : " at " + bytes.place(element.headerAt());
    return new DicomException("%s%s: expected %s, found %s".formatted(tag, place, expected, found));
  }

  private List<String> texts(Tag tag) throws IOException {
    Optional<Element> element = find(tag);
    if (element.isEmpty()) {
      return List.of();
    }
    Span value = element.get().value();
    if (value.length() > LONGEST_TEXT) {
      throw error(tag, "at most " + LONGEST_TEXT + " bytes", Long.toString(value.length()));
    }
    byte[] read = bytes.read(value.at(), (int) value.length());
    String text = new String(read, StandardCharsets.ISO_8859_1);
    if (text.isBlank() || text.equals("\0")) {
      return List.of();
    }
    return Arrays.stream(text.split("\\\\", -1)).map(DataSet::trimmed).toList();
  }

  /** Spaces fill a text up, a null a UID (PS3.5 section 6.2). */
  private static String trimmed(String text) {
    int end = text.endsWith("\0") ? text.length() - 1 : text.length();
    return text.substring(0, end).strip();
  }
}
