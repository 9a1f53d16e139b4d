package org.pigdiffusion.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestScanTest {
  private static final String ROWS = "image,mask,patient\na.png,b.png,Jos\u00e9\n";
  private static final ManifestOptions GROUPED = ManifestOptions.builder().group("patient").build();

  @TempDir Path folder;

  private PairFiles scan(byte[] manifest, ManifestOptions options) throws IOException {
    return ManifestScan.scan(Files.write(folder.resolve("m.csv"), manifest), options);
  }

  private PairFiles scan(String manifest) throws IOException {
    return scan(manifest.getBytes(StandardCharsets.UTF_8), GROUPED);
  }

  private void assertFault(DataFault.Kind kind, String place, String word, PairFiles files) {
    assertEquals(1, files.faults().size(), files.faults().toString());
    DataFault fault = files.faults().get(0);
    assertEquals(kind, fault.kind());
    assertEquals(place, fault.file());
    assertTrue(fault.detail().contains(word), fault.detail());
  }

  private static void assertReadAs(PairFiles files, String group) {
    assertEquals(List.of(), files.faults());
    assertEquals(List.of(group), files.entries().stream().map(PairFiles.Entry::group).toList());
  }

  @Test
  void utf8AndUtf16WithAMarkAreRead() throws IOException {
    assertReadAs(scan(ROWS), "Jos\u00e9");
    for (Charset charset :
        new Charset[] {
          StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE
        }) {
      assertReadAs(scan(("\uFEFF" + ROWS).getBytes(charset), GROUPED), "Jos\u00e9");
    }
  }

  @Test
  void otherEncodingsAreRefusedWithTheLine() throws IOException {
    assertFault(
        DataFault.Kind.BAD_MANIFEST,
        "m.csv",
        "byte 0xE9 in line 2",
        scan(ROWS.getBytes(StandardCharsets.ISO_8859_1), GROUPED));
    assertFault(
        DataFault.Kind.BAD_MANIFEST,
        "m.csv",
        "UTF-16 without a mark",
        scan("image,mask".getBytes(StandardCharsets.UTF_16LE), GROUPED));
    assertFault(
        DataFault.Kind.BAD_MANIFEST,
        "m.csv",
        "UTF-32",
        scan(("\uFEFF" + ROWS).getBytes(Charset.forName("UTF-32LE")), GROUPED));
    assertFault(
        DataFault.Kind.BAD_MANIFEST,
        "m.csv",
        "spreadsheet",
        scan(new byte[] {'P', 'K', 3, 4, 0}, GROUPED));
  }

  @Test
  void faultsOfTheSystemAndTheParserAreToldWithoutClassNames() throws IOException {
    for (String quotes : List.of("\"a.png\"x,b.png\n", "\"a.png,b.png\n")) {
      assertWithoutClassNames("mend the table there", scan("image,mask,patient\n" + quotes));
    }
    ManifestOptions options = ManifestOptions.builder().build();
    assertWithoutClassNames(
        "there is no such file", ManifestScan.scan(folder.resolve("none.csv"), options));
    assertWithoutClassNames("found a folder; move that away", ManifestScan.scan(folder, options));
  }

  private static void assertWithoutClassNames(String part, PairFiles files) {
    assertEquals(1, files.faults().size());
    String detail = files.faults().get(0).detail();
    assertTrue(detail.contains(part), detail);
    assertFalse(detail.contains("Exception"), detail);
  }

  @Test
  void gzipIsRead() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(ROWS.getBytes(StandardCharsets.UTF_8));
    }
    assertReadAs(scan(out.toByteArray(), GROUPED), "Jos\u00e9");
  }

  @Test
  void aHeaderLineAloneIsNoSelection() throws IOException {
    String said = "expected rows below the header line, found none";
    assertFault(DataFault.Kind.EMPTY, "m.csv", said, scan("image,mask,patient\n"));
  }

  @Test
  void whatIsLongIsShownInPart() throws IOException {
    String word = "w".repeat(5_000_000);
    String group = word + ",a.png";
    for (String manifest :
        List.of(
            word + "\n",
            "image,mask,patient," + word + "," + word + "\n",
            "image,mask,patient\n../" + group + ",1\n",
            "image,mask,patient\na.png,a.png," + word + "\na.png,a.png,1\n")) {
      List<DataFault> faults = scan(manifest).faults();
      assertEquals(1, faults.size());
      String said = faults.get(0).toString();
      assertTrue(said.length() < 1000 && said.contains("www... ("), said);
    }
  }

  @Test
  void aFileLargerThanMemoryIsNotRead() throws IOException {
    Path manifest = folder.resolve("m.csv");
    try (RandomAccessFile sparse = new RandomAccessFile(manifest.toFile(), "rw")) {
      sparse.setLength(3L << 30);
    }
    String said = "cannot be opened: expected a CSV manifest of at most ";
    PairFiles files = ManifestScan.scan(manifest, GROUPED);
    assertFault(DataFault.Kind.BAD_MANIFEST, "m.csv", said, files);
    assertFault(DataFault.Kind.BAD_MANIFEST, "m.csv", ", found 3221225472; put the", files);
  }

  @ParameterizedTest
  @ValueSource(strings = {";", "\t", "|"})
  void aSeparatorLineIsObeyedAndItsLackIsTold(String separator) throws IOException {
    String rows = ROWS.replace(",", separator);
    assertReadAs(scan("sep=" + separator + "\r\n" + rows), "Jos\u00e9");
    assertFault(DataFault.Kind.BAD_MANIFEST, "m.csv", "sep=", scan(rows));
  }

  @Test
  void columnsWithoutANameAreLeftOut() throws IOException {
    assertReadAs(scan(",image,mask,patient,\n0,a.png,b.png,P1,\n"), "P1");
  }

  @Test
  void aColumnTwiceIsRefused() throws IOException {
    assertFault(
        DataFault.Kind.BAD_MANIFEST,
        "m.csv",
        "found image twice",
        scan("image,image,mask,patient\na,b,c,d\n"));
  }

  @Test
  void rowsHaveAsManyCellsAsTheHeader() throws IOException {
    PairFiles files = scan("image,mask,patient\na.png,b.png\nc.png,d.png,P,more\ne.png,f.png,P\n");
    assertEquals(
        List.of("m.csv:row 1", "m.csv:row 2"),
        files.faults().stream().map(DataFault::file).toList());
    assertEquals(
        List.of(
            "expected 3 cells as in the header, found 2",
            "expected 3 cells as in the header, found 4"),
        files.faults().stream().map(DataFault::detail).toList());
  }

  @Test
  void missingColumnsAreNamedWithTheOptionThatAsksForThem() throws IOException {
    PairFiles files =
        scan(
            "picture,mask\na,b\n".getBytes(StandardCharsets.UTF_8),
            ManifestOptions.builder().group("patient").only("view", "CC").build());
    assertFault(
        DataFault.Kind.BAD_MANIFEST,
        "m.csv",
        "image (ManifestOptions.columns), patient (ManifestOptions.group), view"
            + " (ManifestOptions.only), found [picture, mask]",
        files);
  }

  @Test
  void anImageInTwoRowsIsRefusedAndOneInTwoGroupsSaysWhy() throws IOException {
    assertFault(
        DataFault.Kind.DUPLICATE,
        "m.csv:row 2",
        "found it in row 1 too",
        scan("image,mask,patient\na.png,b.png,P1\na.png,c.png,P1\n"));
    assertFault(
        DataFault.Kind.DUPLICATE,
        "m.csv:row 2",
        "group P1, here of P2",
        scan("image,mask,patient\na.png,b.png,P1\n./x/../a.png,b.png,P2\n"));
  }

  @Test
  void rowsStayInTheManifestsFolderUnlessAllowed() throws IOException {
    for (String path : List.of("../a.png", "x/../../a.png", folder.getRoot() + "etc/a.png")) {
      byte[] rows = "image,mask\n%s,b.png\n".formatted(path).getBytes(StandardCharsets.UTF_8);
      assertFault(
          DataFault.Kind.OUTSIDE_FOLDER,
          "m.csv:row 1",
          "ManifestOptions.reach(ANYWHERE)",
          scan(rows, ManifestOptions.builder().build()));
      ManifestOptions anywhere =
          ManifestOptions.builder().reach(ManifestOptions.Reach.ANYWHERE).build();
      assertEquals(1, scan(rows, anywhere).entries().size());
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // where not everybody may make links
  void linksOutOfTheFolderAreRefusedUnlessAllowed() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.createFile(elsewhere.resolve("a.png"));
    Files.createSymbolicLink(data.resolve("out.png"), elsewhere.resolve("a.png"));
    Files.createSymbolicLink(data.resolve("out"), elsewhere);
    Files.createFile(data.resolve("b.png"));
    Files.createSymbolicLink(data.resolve("in.png"), data.resolve("b.png"));
    Files.createSymbolicLink(data.resolve("circle.png"), data.resolve("circle.png"));
    ManifestOptions inside = ManifestOptions.builder().build();
    ManifestOptions anywhere =
        ManifestOptions.builder().reach(ManifestOptions.Reach.ANYWHERE).build();
    for (String path : List.of("out.png", "out/a.png")) {
      Path manifest = Files.writeString(data.resolve("m.csv"), "image,mask\n" + path + ",b.png\n");
      assertFault(
          DataFault.Kind.OUTSIDE_FOLDER,
          "m.csv:row 1",
          path + ", which a link takes elsewhere",
          ManifestScan.scan(manifest, inside));
      assertEquals(1, ManifestScan.scan(manifest, anywhere).entries().size());
    }
    Path manifest =
        Files.writeString(data.resolve("m.csv"), "image,mask\nin.png,b.png\ncircle.png,b.png\n");
    assertEquals(2, ManifestScan.scan(manifest, inside).entries().size());
    InvalidDataException e =
        assertThrows(
            InvalidDataException.class,
            () -> PairData.manifest(manifest, inside, Preprocessing.builder(1, 1).build()));
    assertTrue(String.valueOf(e.getMessage()).contains("circle.png: MISSING_IMAGE"));
  }

  @Test
  void foldersArePutInFrontOfWhatDoesNotBeginWithThem() throws IOException {
    ManifestOptions options = ManifestOptions.builder().folders("images", "masks").build();
    PairFiles files =
        scan("image,mask\nimages/a.png,b.png\n".getBytes(StandardCharsets.UTF_8), options);
    PairFiles.Entry entry = files.entries().get(0);
    assertEquals("images/a.png", files.shown(entry.image()).replace('\\', '/'));
    assertEquals("masks/b.png", files.shown(entry.mask()).replace('\\', '/'));
  }

  @Test
  void lettersWithAccentsAreFoundInEitherForm() throws IOException {
    Path file = Files.createFile(folder.resolve("e\u0301.png"));
    PairFiles files = scan("image,mask,patient\n\u00e9.png,b.png,P\n");
    assertEquals(file.toAbsolutePath().normalize(), files.entries().get(0).image());
  }

  @Test
  void anEmptyFileIsRefused() throws IOException {
    assertFault(DataFault.Kind.BAD_MANIFEST, "m.csv", "header line", scan(""));
  }
}
