package org.pigdiffusion.data;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * How a folder of pairs is laid out. Image {@code images/a.png} belongs to mask {@code
 * masks/a<suffix>.png}, each of any known format.
 *
 * @param images folder of the images, relative to the data set
 * @param masks folder of the masks, relative to the data set
 * @param maskSuffix what follows the stem in the name of a mask, often empty
 * @param groupPattern regular expression found in the stem; its first group names the group of the
 *     pair, and an image without one is a fault; an empty pattern makes every pair a group of its
 *     own. Two groups that differ in case, blanks or the form of accents alone are refused when
 *     pairs are read
 */
public record FolderLayout(String images, String masks, String maskSuffix, String groupPattern) {
  /** Creates a layout. */
  public FolderLayout {
    try {
      if (!groupPattern.isEmpty() && Pattern.compile(groupPattern).matcher("").groupCount() < 1) {
        throw new IllegalArgumentException(
            "groupPattern: expected one with a group in parentheses, found " + groupPattern);
      }
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("groupPattern: " + e.getMessage(), e);
    }
  }

  /** {@code images/} and {@code masks/} with the same stems, each pair a group of its own. */
  public static FolderLayout standard() {
    return new FolderLayout("images", "masks", "", "");
  }

  /** This layout with another rule for groups: see {@link #groupPattern()}. */
  public FolderLayout groupedBy(String pattern) {
    return new FolderLayout(images, masks, maskSuffix, pattern);
  }

  /** The group of a stem, in which a line may end; empty where the pattern finds none. */
  Optional<String> group(String stem) {
    if (groupPattern.isEmpty()) {
      return Optional.of(stem);
    }
    Matcher matcher = Pattern.compile(groupPattern, Pattern.DOTALL).matcher(stem);
    return Optional.of(matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .filter(group -> !group.isEmpty());
  }
}
