package org.pigdiffusion.picture;

import com.google.gson.stream.MalformedJsonException;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** A text of entries of pairs, however many, none of which takes more memory than any does. */
final class EntryText extends FilterReader {
  /** Characters, far more than any entry takes: what is longer is none. */
  static final int LONGEST = 1 << 20;

  private int length;

  EntryText(Reader text) {
    super(text);
  }

  /** Says that another entry begins. */
  void begin() {
    length = 0;
  }

  @Override
  public int read(char[] to, int from, int count) throws IOException {
    int read = super.read(to, from, count);
    length += Math.max(0, read);
    if (length > LONGEST) {
      throw new MalformedJsonException("an entry of more than %d characters".formatted(LONGEST));
    }
    return read;
  }
}
