package org.pigdiffusion.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwappedPairsTest {
  private static final FolderLayout SWAPPED = new FolderLayout("masks", "images", "", "");

  @TempDir Path folder;

  @BeforeEach
  void writePairs() throws IOException {
    for (int i = 0; i < 5; i++) {
      TestPictures.ramp(folder.resolve("images/" + i + ".png"), 16 + 2 * i, 16 + 2 * i);
      TestPictures.mask(
          folder.resolve("masks/" + i + ".png"), 16 + 2 * i, 16 + 2 * i, new Region(2, 3, 6, 5));
    }
  }

  private List<DataFault.Kind> kinds(FolderLayout layout, MaskEncoding encoding) {
    Preprocessing preprocessing = Preprocessing.builder(8, 8).mask(encoding).build();
    InvalidDataException e =
        assertThrows(
            InvalidDataException.class, () -> PairData.folder(folder, layout, preprocessing));
    assertTrue(
        String.valueOf(e.getMessage()).contains("are the two files swapped?"), e.getMessage());
    return e.report().faults().stream().map(DataFault::kind).distinct().sorted().toList();
  }

  @Test
  void swappedFoldersAreAskedAbout() {
    Preprocessing plain = Preprocessing.builder(8, 8).build();
    assertEquals(5, PairData.folder(folder, plain).size());
    assertEquals(
        List.of(DataFault.Kind.SWAPPED, DataFault.Kind.GREY_MASK),
        kinds(SWAPPED, MaskEncoding.binary()));
  }

  @Test
  void soAreThoseWhoseEncodingTakesAnyGrey() {
    assertEquals(
        List.of(DataFault.Kind.SWAPPED), kinds(SWAPPED, MaskEncoding.nearlyBinary(0.5, 0.5)));
    Preprocessing tolerant =
        Preprocessing.builder(8, 8).mask(MaskEncoding.nearlyBinary(0.5, 0.5)).build();
    assertEquals(5, PairData.folder(folder, tolerant).size());
  }

  @Test
  void classesAndPalettesAreLookedAtAsTheyAreRead() throws IOException {
    assertEquals(
        List.of(DataFault.Kind.SWAPPED, DataFault.Kind.GREY_MASK),
        kinds(SWAPPED, MaskEncoding.classes(0, 128, 255)));
    byte[] red = {0, (byte) 128};
    IndexColorModel voc = new IndexColorModel(8, 2, red, new byte[2], new byte[2]);
    for (int i = 0; i < 5; i++) {
      int side = 16 + 2 * i;
      BufferedImage mask = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_INDEXED, voc);
      mask.getRaster().setSample(4, 4, 0, 1);
      TestPictures.write(folder.resolve("masks/" + i + ".png"), mask);
    }
    assertEquals(
        List.of(DataFault.Kind.UNREADABLE, DataFault.Kind.SWAPPED),
        kinds(SWAPPED, MaskEncoding.binary().from(MaskSamples.PALETTE_INDEX)));
  }
}
