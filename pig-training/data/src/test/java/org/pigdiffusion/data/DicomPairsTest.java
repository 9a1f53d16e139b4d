package org.pigdiffusion.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.data.dicom.DicomOptions;
import org.pigdiffusion.data.dicom.FrameChoice;
import org.pigdiffusion.data.dicom.TestDicom;
import org.pigdiffusion.data.dicom.VoiChoice;
import org.pigdiffusion.trainer.PairExample;

class DicomPairsTest {
  private static final int PHOTOMETRIC = 0x00280004;

  @TempDir Path folder;

  @BeforeEach
  void makeFolders() throws IOException {
    Files.createDirectories(folder.resolve("images"));
    Files.createDirectories(folder.resolve("masks"));
  }

  /** Frames of 2x2, each brighter than the one before. */
  private void image(int frames) throws IOException {
    int[] values = new int[4 * frames];
    for (int i = 0; i < values.length; i++) {
      values[i] = 100 * i;
    }
    TestDicom.grey(2, 2, values).frames(frames).write(folder.resolve("images/a.dcm"));
  }

  /** Frame k has its lesion at pixel k. */
  private void mask(int frames) throws IOException {
    int[] values = new int[4 * frames];
    for (int i = 0; i < frames; i++) {
      values[5 * i] = 1;
    }
    TestDicom.grey(2, 2, values).frames(frames).write(folder.resolve("masks/a.dcm"));
  }

  private PairData read(DicomOptions options) {
    return PairData.folder(folder, Preprocessing.builder(2, 2).dicom(options).build());
  }

  private PairData read() {
    return read(DicomOptions.standard());
  }

  private static DicomOptions number(int frame) {
    return DicomOptions.standard().frames(FrameChoice.number(frame));
  }

  private String refusal(DicomOptions options) {
    return assertThrows(InvalidDataException.class, () -> read(options)).getMessage();
  }

  private static double lesion(PairExample pair, int pixel) {
    return pair.x().toArray()[pixel];
  }

  @Test
  void everyFrameIsAPairOfOneGroup() throws IOException {
    image(3);
    mask(3);
    PairData data = read();
    assertEquals(List.of("a-frame1", "a-frame2", "a-frame3"), data.names());
    assertEquals(List.of("a", "a", "a"), data.groups());
    for (int frame = 0; frame < 3; frame++) {
      PairExample pair = data.example(frame);
      assertEquals(1, lesion(pair, frame));
      assertEquals(-1, lesion(pair, frame + 1));
      assertEquals(2 * 400 * frame / 4095f - 1, pair.y().toArray()[0], 1e-6);
    }
  }

  @Test
  void oneFrameMayBeChosenWithItsOnlyMask() throws IOException {
    image(3);
    mask(1);
    PairData data = read(number(2));
    assertEquals(List.of("a-frame2"), data.names());
    assertEquals(1, lesion(data.example(0), 0));
    assertEquals(2 * 400 / 4095f - 1, data.example(0).y().toArray()[0], 1e-6);
  }

  @Test
  void oneFrameMayBeChosenOfManyMasks() throws IOException {
    image(3);
    mask(3);
    PairData data = read(number(2));
    assertEquals(List.of("a-frame2"), data.names());
    assertEquals(1, lesion(data.example(0), 1));
  }

  @Test
  void theMaskOfAFrameMayBeAnyPicture() throws IOException {
    image(2);
    TestPictures.mask(folder.resolve("masks/a.png"), 2, 2, new Region(1, 1, 1, 1));
    assertEquals(1, lesion(read(number(2)).example(0), 3));
  }

  @Test
  void framesWithoutMasksOfTheirOwnAreRefused() throws IOException {
    image(3);
    mask(1);
    String message = refusal(DicomOptions.standard());
    assertTrue(message.contains("found 3 frame(s) and 1 mask(s)"), message);
    assertTrue(message.contains("FrameChoice.number"), message);
    mask(2);
    assertTrue(refusal(number(2)).contains("found 3 frame(s) and 2 mask(s)"));
  }

  @Test
  void aFrameThatIsNotThereIsRefused() throws IOException {
    image(2);
    mask(2);
    String message = refusal(number(3));
    assertTrue(message.contains("expected number 3, found 2 frame(s)"), message);
  }

  @Test
  void faultsNameTheFrameAndTheFileOnce() throws IOException {
    TestDicom.grey(2, 2, 0, 1, 2, 3, 5, 5, 5, 5).frames(2).write(folder.resolve("images/a.dcm"));
    TestDicom.grey(2, 2, 0, 1, 0, 2, 0, 1, 0, 1).frames(2).write(folder.resolve("masks/a.dcm"));
    String message = refusal(DicomOptions.standard());
    assertTrue(message.contains("a.dcm: GREY_MASK: frame 1: "), message);
    assertTrue(message.contains("a.dcm: BLANK_IMAGE: frame 2: "), message);
    TestDicom.grey(2, 2, 1).write(folder.resolve("images/a.dcm"));
    String unreadable = refusal(DicomOptions.standard());
    String line = unreadable.lines().filter(l -> l.contains("UNREADABLE")).findFirst().orElse("");
    assertTrue(line.contains("a.dcm: UNREADABLE: (7FE0,0010) Pixel Data at byte"), line);
    assertEquals(line.indexOf("a.dcm"), line.lastIndexOf("a.dcm"), line);
  }

  @Test
  void noWindowChangesAMask() throws IOException {
    image(1);
    TestDicom.grey(2, 2, 0, 1, 2, 2).window("1", "1").write(folder.resolve("masks/a.dcm"));
    Preprocessing classes = Preprocessing.builder(2, 2).mask(MaskEncoding.classes(0, 1, 2)).build();
    float[] x = PairData.folder(folder, classes).example(0).x().toArray();
    assertArrayEquals(new float[] {1, -1, -1, -1, -1, 1, -1, -1, -1, -1, 1, 1}, x);
  }

  @Test
  void aMaskWhoseBackgroundIsOpenIsRefused() throws IOException {
    image(1);
    TestDicom.grey(2, 2, 0, 1, 1, 1)
        .text(PHOTOMETRIC, "CS", "MONOCHROME1")
        .write(folder.resolve("masks/a.dcm"));
    String message = refusal(DicomOptions.standard());
    assertTrue(message.contains("expected MONOCHROME2"), message);
    assertTrue(message.contains("dcmodify"), message);
  }

  @Test
  void theWindowAskedForIsUsed() throws IOException {
    TestDicom.grey(2, 2, 0, 100, 200, 300)
        .window("150.5\\50.5", "101\\101")
        .write(folder.resolve("images/a.dcm"));
    mask(1);
    assertArrayEquals(new float[] {-1, -1, 1, 1}, read().example(0).y().toArray());
    DicomOptions second = DicomOptions.standard().voi(VoiChoice.window(2));
    assertArrayEquals(new float[] {-1, 1, 1, 1}, read(second).example(0).y().toArray());
  }

  @Test
  void oneGridIsOneFrame() throws IOException {
    image(2);
    Path file = folder.resolve("images/a.dcm");
    IOException e = assertThrows(IOException.class, () -> PixelGrid.read(file));
    assertTrue(e.getMessage().contains("expected one frame, found 2"), e.getMessage());
    assertTrue(e.getMessage().contains("FrameChoice.number"), e.getMessage());
    assertArrayEquals(new float[] {400, 500, 600, 700}, PixelGrid.read(file, number(2)).toArray());
    assertEquals(new IntensityRange(0, 4095), PixelGrid.read(file, number(2)).nominal());
  }

  @Test
  void aFileWithoutAnEndingIsKnownByItsMark() throws IOException {
    image(1);
    Path named = Files.move(folder.resolve("images/a.dcm"), folder.resolve("IM000001"));
    assertArrayEquals(new float[] {0, 100, 200, 300}, PixelGrid.read(named).toArray());
    Path other = Files.writeString(folder.resolve("b.dcm"), "no picture");
    IOException e = assertThrows(IOException.class, () -> PixelGrid.read(other));
    assertTrue(e.getMessage().contains("DICM"), e.getMessage());
    assertFalse(e.getMessage().isBlank());
  }
}
