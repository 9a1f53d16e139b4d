package org.pigdiffusion.training.data;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a CSV manifest with a header line is read. Paths in it are relative to its own folder.
 *
 * <p>The file is UTF-8, or UTF-16 with a byte order mark, plain or gzip-compressed. Cells end at
 * commas, or at the character of a first line such as {@code sep=;}. Columns without a name are
 * allowed and not read; every row has as many cells as the header.
 *
 * @param imageColumn column of the image files; default {@code image}
 * @param maskColumn column of the mask files; default {@code mask}
 * @param groupColumn column of the groups; by default none, which makes every pair a group of its
 *     own
 * @param imageFolder put in front of every image file that does not begin with it; default none
 * @param maskFolder put in front of every mask file that does not begin with it; default none
 * @param rows only rows with these values in these columns are read; default all
 * @param reach where the files may lie; default {@link Reach#DATA_FOLDER}
 */
public record ManifestOptions(
    String imageColumn,
    String maskColumn,
    Optional<String> groupColumn,
    String imageFolder,
    String maskFolder,
    Map<String, String> rows,
    Reach reach) {

  /** Where the files of a manifest may lie. */
  public enum Reach {
    /** In the manifest's folder and its subfolders; {@code ../} and other roots are refused. */
    DATA_FOLDER,
    /** Anywhere. */
    ANYWHERE
  }

  /** Creates options; {@link #builder} is easier to read. */
  public ManifestOptions {
    rows = Map.copyOf(rows);
    if (imageColumn.isBlank() || maskColumn.isBlank() || imageColumn.equals(maskColumn)) {
      throw new IllegalArgumentException(
          "ManifestOptions.columns: expected two different names, found '%s' and '%s'"
              .formatted(imageColumn, maskColumn));
    }
    if (groupColumn.isPresent() && groupColumn.get().isBlank()) {
      throw new IllegalArgumentException("ManifestOptions.group: expected a name, found a blank");
    }
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
    private Reach reach = Reach.DATA_FOLDER;

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

    /**
     * Sets the folders of the image and the mask files, relative to the manifest, for cells that do
     * not begin with them.
     */
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

    /** Sets where the files may lie. */
    @CanIgnoreReturnValue
    public Builder reach(Reach newReach) {
      reach = newReach;
      return this;
    }

    /** The options. */
    public ManifestOptions build() {
      return new ManifestOptions(
          imageColumn, maskColumn, groupColumn, imageFolder, maskFolder, rows, reach);
    }
  }
}
