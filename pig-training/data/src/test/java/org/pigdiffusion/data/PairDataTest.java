package org.pigdiffusion.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.data.DataFault.Kind.BAD_MANIFEST;
import static org.pigdiffusion.data.DataFault.Kind.BLANK_IMAGE;
import static org.pigdiffusion.data.DataFault.Kind.DUPLICATE;
import static org.pigdiffusion.data.DataFault.Kind.EMPTY;
import static org.pigdiffusion.data.DataFault.Kind.GREY_MASK;
import static org.pigdiffusion.data.DataFault.Kind.MISSING_IMAGE;
import static org.pigdiffusion.data.DataFault.Kind.MISSING_MASK;
import static org.pigdiffusion.data.DataFault.Kind.NO_LESION;
import static org.pigdiffusion.data.DataFault.Kind.SIZE_MISMATCH;
import static org.pigdiffusion.data.DataFault.Kind.UNREADABLE;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pigdiffusion.Shape;

class PairDataTest {
  private static final Region LESION = new Region(8, 8, 6, 6);
  private static final Preprocessing WHOLE = Preprocessing.builder(8, 8).fit(Fit.STRETCH).build();
  private static final Preprocessing CENTRED =
      Preprocessing.builder(8, 8).crop(Crop.aroundLesion(0.5, 8, LesionChoice.ALL)).build();

  @TempDir Path folder;

  private void pair(String stem) throws IOException {
    int[] samples = new int[20 * 24];
    for (int i = 0; i < samples.length; i++) {
      // Every image is another one: the same in two groups would be refused.
      samples[i] = 20 + i * 7 % 200 + (stem.hashCode() & 31);
    }
    TestPictures.grey(folder.resolve("images/" + stem + ".png"), 8, 24, samples);
    TestPictures.mask(folder.resolve("masks/" + stem + ".png"), 20, 24, LESION);
  }

  private static Map<String, Set<DataFault.Kind>> faults(InvalidDataException e) {
    Map<String, Set<DataFault.Kind>> byFile = new TreeMap<>();
    for (DataFault fault : e.report().faults()) {
      byFile.computeIfAbsent(fault.file(), f -> new TreeSet<>()).add(fault.kind());
      assertTrue(String.valueOf(e.getMessage()).contains(fault.file()), fault.file());
    }
    return byFile;
  }

  @Test
  void aFolderIsPairedByStem() throws IOException {
    pair("b_1");
    TestPictures.ramp(folder.resolve("images/a_2.jpg"), 20, 20);
    TestPictures.mask(folder.resolve("masks/a_2.tif"), 20, 20, LESION);
    Files.writeString(folder.resolve("images/notes.txt"), "ignored");
    PairData data = PairData.folder(folder, FolderLayout.standard().groupedBy("^(.)_"), CENTRED);
    assertEquals(List.of("a_2", "b_1"), data.names());
    assertEquals(List.of("a", "b"), data.groups());
    assertEquals(new Shape(1, 1, 8, 8), data.example(0).x().shape());
    assertEquals(new Shape(1, 1, 8, 8), data.example(1).y().shape());
  }

  @Test
  void everyFaultIsReportedByFileNameInOneReport() throws IOException {
    pair("fine");
    TestPictures.ramp(folder.resolve("images/lonely.png"), 20, 24);
    TestPictures.mask(folder.resolve("masks/orphan.png"), 20, 24, LESION);
    pair("sizes");
    TestPictures.mask(folder.resolve("masks/sizes.png"), 24, 20, LESION);
    pair("broken");
    Files.writeString(folder.resolve("images/broken.png"), "no picture");
    pair("black");
    TestPictures.grey(folder.resolve("images/black.png"), 8, 24, new int[480]);
    TestPictures.ramp(folder.resolve("masks/black.png"), 20, 24);
    pair("healthy");
    TestPictures.grey(folder.resolve("masks/healthy.png"), 8, 24, new int[480]);
    pair("twice");
    TestPictures.ramp(folder.resolve("images/twice.jpg"), 20, 24);
    InvalidDataException e =
        assertThrows(InvalidDataException.class, () -> PairData.folder(folder, CENTRED));
    assertEquals(
        Map.of(
            "images/lonely.png", Set.of(MISSING_MASK),
            "masks/orphan.png", Set.of(MISSING_IMAGE),
            "masks/sizes.png", Set.of(SIZE_MISMATCH),
            "images/broken.png", Set.of(UNREADABLE),
            "images/black.png", Set.of(BLANK_IMAGE),
            "masks/black.png", Set.of(GREY_MASK),
            "masks/healthy.png", Set.of(NO_LESION),
            "images/twice.png", Set.of(DUPLICATE)),
        faults(e));
  }

  @Test
  void aMaskWithoutLesionIsFineWhereNoneIsNeeded() throws IOException {
    pair("healthy");
    TestPictures.grey(folder.resolve("masks/healthy.png"), 8, 24, new int[480]);
    assertEquals(1, PairData.folder(folder, WHOLE).size());
  }

  @Test
  void emptyAndMissingFoldersAreReported() throws IOException {
    InvalidDataException missing =
        assertThrows(InvalidDataException.class, () -> PairData.folder(folder, WHOLE));
    assertEquals(Map.of("images", Set.of(EMPTY), "masks", Set.of(EMPTY)), faults(missing));
    Files.createDirectories(folder.resolve("images"));
    TestPictures.mask(folder.resolve("masks/a.png"), 20, 24, LESION);
    InvalidDataException empty =
        assertThrows(InvalidDataException.class, () -> PairData.folder(folder, WHOLE));
    assertEquals(
        Map.of("images", Set.of(EMPTY), "masks/a.png", Set.of(MISSING_IMAGE)), faults(empty));
  }

  @Test
  void aMaskSuffixIsPartOfTheLayout() throws IOException {
    TestPictures.ramp(folder.resolve("a.png"), 20, 24);
    TestPictures.mask(folder.resolve("gt/a_mask.png"), 20, 24, LESION);
    PairData data = PairData.folder(folder, new FolderLayout("", "gt", "_mask", ""), WHOLE);
    assertEquals(List.of("a"), data.names());
  }

  @Test
  void aManifestNamesFilesGroupsAndRows() throws IOException {
    for (String stem : List.of("a", "b", "c")) {
      pair(stem);
    }
    Path csv =
        Files.writeString(
            folder.resolve("m.csv"),
            """
            \uFEFFpicture,seg,patient,clean
            a.png,a.png,"P1, left",1\r
            b.png,b.png,P2,0
            c.png,c.png,P3,1
            """);
    ManifestOptions options =
        ManifestOptions.builder()
            .columns("picture", "seg")
            .group("patient")
            .folders("images", "masks")
            .only("clean", "1")
            .build();
    PairData data = PairData.manifest(csv, options, WHOLE);
    assertEquals(List.of("a", "c"), data.names());
    assertEquals(List.of("P1, left", "P3"), data.groups());
    Split.Parts parts = data.split(new Split(0.5, 7));
    assertEquals(1, parts.training().size());
    assertEquals(1, parts.validation().size());
  }

  @Test
  void aManifestsFaultsAreReported() throws IOException {
    pair("a");
    Path csv =
        Files.writeString(
            folder.resolve("m.csv"),
            "image,mask\nimages/a.png,masks/a.png\nimages/a.png,\nimages/x.png,masks/y.png\n");
    ManifestOptions plain = ManifestOptions.builder().build();
    InvalidDataException cells =
        assertThrows(InvalidDataException.class, () -> PairData.manifest(csv, plain, WHOLE));
    assertEquals(
        Map.of(
            "m.csv:row 2", Set.of(BAD_MANIFEST),
            "images/x.png", Set.of(MISSING_IMAGE),
            "masks/y.png", Set.of(MISSING_MASK)),
        faults(cells));
    ManifestOptions grouped = ManifestOptions.builder().group("patient").build();
    InvalidDataException column =
        assertThrows(InvalidDataException.class, () -> PairData.manifest(csv, grouped, WHOLE));
    assertEquals(Map.of("m.csv", Set.of(BAD_MANIFEST)), faults(column));
    ManifestOptions none = ManifestOptions.builder().only("mask", "z").build();
    InvalidDataException filtered =
        assertThrows(InvalidDataException.class, () -> PairData.manifest(csv, none, WHOLE));
    assertEquals(Map.of("m.csv", Set.of(EMPTY)), faults(filtered));
    InvalidDataException absent =
        assertThrows(
            InvalidDataException.class,
            () -> PairData.manifest(folder.resolve("no.csv"), plain, WHOLE));
    assertEquals(Map.of("no.csv", Set.of(BAD_MANIFEST)), faults(absent));
  }

  @Test
  void severalCropsOfTheSameFilesAreJoinedUnderTheirGroups() throws IOException {
    pair("a");
    pair("b");
    PairData joined =
        PairData.join(
            Stream.of(0.2, 0.8)
                .map(
                    margin ->
                        PairData.folder(
                            folder,
                            Preprocessing.builder(8, 8)
                                .crop(Crop.aroundLesion(margin, 4, LesionChoice.ALL))
                                .build()))
                .toList());
    assertEquals(List.of("a", "b", "a", "b"), joined.groups());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            PairData.join(
                List.of(
                    joined,
                    PairData.folder(folder, Preprocessing.builder(16, 16).fit(Fit.PAD).build()))));
    assertThrows(IllegalArgumentException.class, () -> PairData.join(List.of()));
  }

  @Test
  void theSamePixelsInTwoGroupsAreRefusedInOneAreNot() throws IOException {
    TestPictures.ramp(folder.resolve("images/p1_a.png"), 20, 20);
    TestPictures.ramp(folder.resolve("images/p1_b.bmp"), 20, 20);
    for (String stem : List.of("p1_a", "p1_b")) {
      TestPictures.mask(folder.resolve("masks/" + stem + ".png"), 20, 20, LESION);
    }
    FolderLayout byPatient = FolderLayout.standard().groupedBy("^(p.)_");
    assertEquals(2, PairData.folder(folder, byPatient, WHOLE).size());
    InvalidDataException e =
        assertThrows(InvalidDataException.class, () -> PairData.folder(folder, WHOLE));
    assertEquals(Map.of("images/p1_b.bmp", Set.of(DUPLICATE)), faults(e));
  }

  @ParameterizedTest
  @EnumSource
  void aCopyIsFoundHoweverItWasSaved(ImageChannels channels) throws IOException {
    int[] samples = IntStream.range(0, 400).map(i -> 20 + i * 7 % 200).toArray();
    BufferedImage colours = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
    colours.setRGB(0, 0, 20, 20, IntStream.of(samples).map(v -> 0x10101 * v).toArray(), 0, 20);
    TestPictures.grey(folder.resolve("images/a.png"), 8, 20, samples);
    TestPictures.write(folder.resolve("images/b.png"), colours);
    TestPictures.grey(folder.resolve("images/c.png"), 16, 20, samples);
    int[] scaled = IntStream.of(samples).map(v -> 257 * v).toArray();
    TestPictures.grey(folder.resolve("images/d.tif"), 16, 20, scaled);
    samples[7]++;
    TestPictures.grey(folder.resolve("images/other.png"), 8, 20, samples);
    for (String stem : List.of("a", "b", "c", "d", "other")) {
      TestPictures.mask(folder.resolve("masks/" + stem + ".png"), 20, 20, LESION);
    }
    Preprocessing all = Preprocessing.builder(20, 20).channels(channels).build();
    InvalidDataException e =
        assertThrows(InvalidDataException.class, () -> PairData.folder(folder, all));
    assertEquals(
        List.of("images/b.png", "images/c.png", "images/d.tif"),
        e.report().faults().stream().map(DataFault::file).toList());
    assertEquals(Set.of(DUPLICATE), Set.copyOf(faults(e).get("images/d.tif")));
  }

  @Test
  void aFileThatAManifestNamesInVainComesWithARemedy() throws IOException {
    pair("a");
    Path manifest = Files.writeString(folder.resolve("m.csv"), "image,mask\na.png,a.png\n");
    ManifestOptions.Builder options = ManifestOptions.builder();
    InvalidDataException none =
        assertThrows(
            InvalidDataException.class, () -> PairData.manifest(manifest, options.build(), WHOLE));
    assertEquals(
        Map.of("a.png", Set.of(MISSING_IMAGE, MISSING_MASK)), faults(none), none.getMessage());
    for (DataFault fault : none.report().faults()) {
      assertTrue(fault.detail().contains("no folder put in front"), fault.detail());
      assertTrue(
          fault.detail().contains("ManifestOptions.folders (option --folders)"), none::getMessage);
    }
    ManifestOptions wrong = options.folders("images", "labels").build();
    InvalidDataException other =
        assertThrows(InvalidDataException.class, () -> PairData.manifest(manifest, wrong, WHOLE));
    assertEquals(Map.of("labels/a.png", Set.of(MISSING_MASK)), faults(other));
    assertTrue(
        other
            .report()
            .faults()
            .get(0)
            .detail()
            .contains("'images' put in front of images and 'labels'"),
        other::getMessage);
    ManifestOptions right = options.folders("images", "masks").build();
    assertEquals(1, PairData.manifest(manifest, right, WHOLE).size());
  }
}
