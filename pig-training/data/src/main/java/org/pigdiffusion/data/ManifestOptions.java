package org.pigdiffusion.data;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableMap;
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
 */
public final class ManifestOptions {
  private final String imageColumn;
  private final String maskColumn;
  private final Optional<String> groupColumn;
  private final String imageFolder;
  private final String maskFolder;
  private final Map<String, String> rows;
  private final Reach reach;

  private ManifestOptions(Builder builder) {
    this.imageColumn = builder.imageColumn;
    this.maskColumn = builder.maskColumn;
    this.groupColumn = builder.groupColumn;
    this.imageFolder = builder.imageFolder;
    this.maskFolder = builder.maskFolder;
    this.rows = Map.copyOf(builder.rows);
    this.reach = builder.reach;
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

  /** A builder that holds these settings. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.imageColumn = imageColumn;
    builder.maskColumn = maskColumn;
    builder.groupColumn = groupColumn;
    builder.imageFolder = imageFolder;
    builder.maskFolder = maskFolder;
    builder.rows.putAll(rows);
    builder.reach = reach;
    return builder;
  }

  /** Column of the image files; default {@code image}. */
  public String imageColumn() {
    return imageColumn;
  }

  /** Column of the mask files; default {@code mask}. */
  public String maskColumn() {
    return maskColumn;
  }

  /**
   * Column of the groups; by default none: the stem of the image file is the group then, so images
   * of one stem in several folders are never torn apart.
   */
  public Optional<String> groupColumn() {
    return groupColumn;
  }

  /** Put in front of every image file that does not begin with it; default none. */
  public String imageFolder() {
    return imageFolder;
  }

  /** Put in front of every mask file that does not begin with it; default none. */
  public String maskFolder() {
    return maskFolder;
  }

  /** Only rows with these values in these columns are read; default all. */
  public Map<String, String> rows() {
    return rows;
  }

  /** Where the files may lie; default {@link Reach#DATA_FOLDER}. */
  public Reach reach() {
    return reach;
  }

  private Map<String, Object> byName() {
    return ImmutableMap.of(
        "imageColumn", imageColumn,
        "maskColumn", maskColumn,
        "groupColumn", groupColumn,
        "imageFolder", imageFolder,
        "maskFolder", maskFolder,
        "rows", rows,
        "reach", reach);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ManifestOptions that && byName().equals(that.byName());
  }

  @Override
  public int hashCode() {
    return byName().hashCode();
  }

  @Override
  public String toString() {
    return "ManifestOptions[" + Joiner.on(", ").withKeyValueSeparator("=").join(byName()) + "]";
  }

  /** Collects {@link ManifestOptions}. Not safe to share between threads. */
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
      this.imageColumn = image;
      this.maskColumn = mask;
      return this;
    }

    /**
     * Sets the column of the groups. Blanks around a cell do not count; two groups that differ in
     * case, blanks or the form of accents alone are refused as one group in two spellings.
     */
    @CanIgnoreReturnValue
    public Builder group(String column) {
      this.groupColumn = Optional.of(column);
      return this;
    }

    /**
     * Sets the folders of the image and the mask files, relative to the manifest, for cells that do
     * not begin with them.
     */
    @CanIgnoreReturnValue
    public Builder folders(String images, String masks) {
      this.imageFolder = images;
      this.maskFolder = masks;
      return this;
    }

    /** Reads only rows with this value in this column; may be called for several columns. */
    @CanIgnoreReturnValue
    public Builder only(String column, String value) {
      this.rows.put(column, value);
      return this;
    }

    /** Sets where the files may lie. */
    @CanIgnoreReturnValue
    public Builder reach(Reach newReach) {
      this.reach = newReach;
      return this;
    }

    /** The options. */
    public ManifestOptions build() {
      return new ManifestOptions(this);
    }
  }

  /** Where the files of a manifest may lie. */
  public enum Reach {
    /**
     * In the manifest's folder and its subfolders; {@code ../}, other roots, and links that lead
     * out of it are refused.
     */
    DATA_FOLDER,
    /** Anywhere. */
    ANYWHERE
  }
}
