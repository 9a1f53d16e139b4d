import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.pigdiffusion.data.dicom.DicomImage;
import org.pigdiffusion.data.dicom.DicomOptions;
import org.pigdiffusion.data.dicom.DicomPicture;
import org.pigdiffusion.data.dicom.VoiChoice;

/** Writes what pig reads of DICOM files for dicom.py: DicomDump LIST FOLDER. */
class DicomDump {
  public static void main(String[] args) throws IOException {
    List<String> files = Files.readAllLines(Path.of(args[0]));
    Path folder = Path.of(args[1]);
    for (int i = 0; i < files.size(); i++) {
      for (VoiChoice voi : List.of(VoiChoice.none(), VoiChoice.first())) {
        String name = i + (voi.equals(VoiChoice.none()) ? ".modality" : ".voi");
        try {
          dump(DicomImage.open(Path.of(files.get(i)), DicomOptions.standard().voi(voi)),
              folder.resolve(name + ".bin"));
        } catch (IOException e) {
          Files.deleteIfExists(folder.resolve(name + ".bin"));
          Files.writeString(
              folder.resolve(name + ".txt"), e.getMessage(), StandardCharsets.UTF_8);
        }
      }
    }
  }

  private static void dump(DicomImage image, Path to) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(to)))) {
      out.writeInt(image.isInverse() ? 1 : 0);
      out.writeInt(image.frames());
      for (int number = 1; number <= image.frames(); number++) {
        DicomPicture picture = image.frame(number);
        out.writeInt(picture.channels());
        out.writeInt(picture.height());
        out.writeInt(picture.width());
        out.writeDouble(picture.low());
        out.writeDouble(picture.high());
        for (float value : picture.values()) {
          out.writeFloat(value);
        }
      }
    }
  }
}
