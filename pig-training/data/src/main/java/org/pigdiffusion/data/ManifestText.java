package org.pigdiffusion.data;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.pigdiffusion.internal.RegularFile;
import org.pigdiffusion.internal.SizeLimit;

/**
 * The text of a CSV file as programs write it: UTF-8, or UTF-16 with a byte order mark, perhaps
 * gzip-compressed, perhaps with a first line that names the separator.
 *
 * @param rows the text from the header line on
 * @param separator what stands between two cells
 */
record ManifestText(String rows, char separator) {
  /** The line that spreadsheets write and understand. */
  private static final Pattern SEPARATOR_LINE =
      Pattern.compile("\\A\"?sep=(.)\"?[ \\t]*(?:\\r\\n|\\r|\\n|\\z)", Pattern.CASE_INSENSITIVE);

  /** In memory as bytes, as characters of two bytes, and as text. */
  private static final SizeLimit LIMIT = new SizeLimit("a CSV manifest", 1 << 28, 6);

  static ManifestText read(Path manifest) throws IOException {
    byte[] bytes = RegularFile.bytes(manifest, LIMIT);
    if (starts(bytes, 0x1F, 0x8B)) {
      bytes = unpacked(bytes);
    }
    String text = text(bytes);
    Matcher line = SEPARATOR_LINE.matcher(text);
    return line.find()
        ? new ManifestText(text.substring(line.end()), line.group(1).charAt(0))
        : new ManifestText(text, ',');
  }

  private static byte[] unpacked(byte[] bytes) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      byte[] text = in.readNBytes(Math.toIntExact(LIMIT.most()));
      if (in.read() >= 0) {
        throw new IOException(
            "expected at most %d bytes of text, found more".formatted(LIMIT.most()));
      }
      return text;
    } catch (EOFException e) {
      throw new IOException("is cut off: the gzip file ends early", e);
    }
  }

  private static String text(byte[] bytes) throws IOException {
    if (starts(bytes, 'P', 'K', 3, 4) || starts(bytes, 0xD0, 0xCF, 0x11, 0xE0)) {
      throw new IOException("is a spreadsheet or a ZIP file: save the table as CSV, UTF-8");
    }
    if (starts(bytes, 0xFF, 0xFE, 0, 0) || starts(bytes, 0, 0, 0xFE, 0xFF)) {
      throw new IOException("is UTF-32: save it as UTF-8");
    }
    if (starts(bytes, 0xFF, 0xFE)) {
      return decoded(bytes, 2, StandardCharsets.UTF_16LE);
    }
    if (starts(bytes, 0xFE, 0xFF)) {
      return decoded(bytes, 2, StandardCharsets.UTF_16BE);
    }
    String text = decoded(bytes, starts(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0, StandardCharsets.UTF_8);
    if (text.indexOf('\0') >= 0) {
      throw new IOException("holds zero bytes, as UTF-16 without a mark does: save it as UTF-8");
    }
    return text;
  }

  private static String decoded(byte[] bytes, int from, Charset charset) throws IOException {
    CharsetDecoder decoder = charset.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes, from, bytes.length - from);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      long line = out.flip().chars().filter(c -> c == '\n').count() + 1;
      throw new IOException(
          "is not %s: byte 0x%02X in line %d. If it is Latin-1 or Windows-1252, as older"
                  .formatted(charset, bytes[in.position()], line)
              + " spreadsheets write, save it as UTF-8");
    }
    return out.flip().toString();
  }

  private static boolean starts(byte[] bytes, int... start) {
    byte[] wanted = new byte[start.length];
    for (int i = 0; i < start.length; i++) {
      wanted[i] = (byte) start[i];
    }
    return bytes.length >= start.length
        && Arrays.equals(bytes, 0, start.length, wanted, 0, start.length);
  }
}
