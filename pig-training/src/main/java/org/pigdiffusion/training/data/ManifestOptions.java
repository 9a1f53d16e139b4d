package org.pigdiffusion.training.data;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a CSV manifest with a header line is read. Paths in it are relative to its own folder.
 *
 * @param imageColumn column of the image files; default {@code image}
 * @param maskColumn column of the mask files; default {@code mask}
 * @param groupColumn column of the groups; by default none, which makes every pair a group of its
 *     own
 * @param imageFolder put in front of every image file; default none
 * @param maskFolder put in front of every mask file; default none
 * @param rows only rows with these values in these columns are read; default all
 */
public record ManifestOptions(
    String imageColumn,
    String maskColumn,
    Optional<String> groupColumn,
    String imageFolder,
    String maskFolder,
    Map<String, String> rows) {

  /** Creates options; {@link #builder} is easier to read. */
  public ManifestOptions {
    rows = Map.copyOf(rows);
  }

  /** Starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects {@link ManifestOptions}. Not thread-safe. */
  public static final class Builder {
    private String imageColumn = "image";
    private String maskColumn = "mask";
    private Optional<String> groupColumn = Optional.empty();
    private String imageFolder = "";
    private String maskFolder = "";
    private final Map<String, String> rows = new LinkedHashMap<>();

    private Builder() {}

    /** Sets the columns of the image and the mask files. */
    @CanIgnoreReturnValue
    public Builder columns(String image, String mask) {
      imageColumn = image;
      maskColumn = mask;
      return this;
    }

    /** Sets the column of the groups. */
    @CanIgnoreReturnValue
    public Builder group(String column) {
      groupColumn = Optional.of(column);
      return this;
    }

    /** Sets the folders of the image and the mask files, relative to the manifest. */
    @CanIgnoreReturnValue
    public Builder folders(String images, String masks) {
      imageFolder = images;
      maskFolder = masks;
      return this;
    }

    /** Reads only rows with this value in this column; may be called for several columns. */
    @CanIgnoreReturnValue
    public Builder only(String column, String value) {
      rows.put(column, value);
      return this;
    }

    /** The options. */
    public ManifestOptions build() {
      return new ManifestOptions(
          imageColumn, maskColumn, groupColumn, imageFolder, maskFolder, rows);
    }
  }
}
