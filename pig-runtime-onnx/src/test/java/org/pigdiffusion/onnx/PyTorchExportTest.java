package org.pigdiffusion.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.pigdiffusion.contract.TensorAssertions.assertClose;
import static org.pigdiffusion.onnx.Refusals.assertRefused;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pigdiffusion.Shape;
import org.pigdiffusion.SizeRule;
import org.pigdiffusion.Tensor;

/** Networks that PyTorch exported, by both of its exporters, against PyTorch's own output. */
class PyTorchExportTest {
  private static final double TOLERANCE = 1e-4;
  private static final double TIME = 417;
  private static final String MODEL = "model.onnx";

  @TempDir Path folder;

  private static OnnxDenoiser open(Path model) {
    return Refusals.open(model, settings -> settings);
  }

  private static void assertAgreesWithPyTorch(String fixture, OnnxDenoiser denoiser)
      throws IOException {
    assertClose(
        PyTorchFixture.tensor(PyTorchFixture.folder(fixture).resolve("prediction.pb")),
        predict(fixture, denoiser),
        TOLERANCE);
  }

  private static Tensor predict(String fixture, OnnxDenoiser denoiser) throws IOException {
    Path files = PyTorchFixture.folder(fixture);
    return denoiser.predict(
        PyTorchFixture.tensor(files.resolve("noisy.pb")),
        PyTorchFixture.tensor(files.resolve("condition.pb")),
        TIME);
  }

  /** The names of the inputs and the shapes of the graph tell all, but what is predicted. */
  @ParameterizedTest
  @CsvSource({"two-inputs, 2, 1", "weights-beside, 2, 1", "concatenating, 1, 2", "diffusers, 1, 1"})
  void isOpenedWithoutFurtherSettings(String fixture, int channels, int conditionChannels)
      throws IOException {
    try (OnnxDenoiser denoiser = open(PyTorchFixture.folder(fixture).resolve(MODEL))) {
      assertEquals(channels, denoiser.spec().channels());
      assertEquals(conditionChannels, denoiser.spec().conditionChannels());
      assertAgreesWithPyTorch(fixture, denoiser);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"concatenating-flat", "diffusers-flat"})
  void theOrderOfOneJoinedInputMustBeSaid(String fixture) throws IOException {
    Path model = PyTorchFixture.folder(fixture).resolve(MODEL);
    assertRefused(model, "layout(NOISY_THEN_CONDITION");
    try (OnnxDenoiser denoiser =
        Refusals.open(model, settings -> settings.layout(InputLayout.NOISY_THEN_CONDITION))) {
      assertAgreesWithPyTorch(fixture, denoiser);
    }
    try (OnnxDenoiser turned =
        Refusals.open(model, settings -> settings.layout(InputLayout.CONDITION_THEN_NOISY))) {
      assertThrows(AssertionError.class, () -> assertAgreesWithPyTorch(fixture, turned));
    }
  }

  @Test
  void theFileItselfMaySayTheOrder() throws IOException {
    Path original = PyTorchFixture.folder("diffusers-flat").resolve(MODEL);
    Path model = folder.resolve(MODEL);
    PyTorchFixture.copyWithProperty(original, model, "pig.layout", "noisy_then_condition");
    try (OnnxDenoiser denoiser = open(model)) {
      assertAgreesWithPyTorch("diffusers-flat", denoiser);
    }
    assertRefused(
        model,
        settings -> settings.layout(InputLayout.CONDITION_THEN_NOISY),
        "layout: expected NOISY_THEN_CONDITION, as the file says, found CONDITION_THEN_NOISY");
    PyTorchFixture.copyWithProperty(original, model, "pig.layout", "sideways");
    assertRefused(model, "pig.layout: expected one of", "'sideways'");
  }

  /** The exporter calls the sides 2*rows and 2*columns. */
  @Test
  void sidesThatTheGraphCallsAMultipleAreOne() {
    try (OnnxDenoiser denoiser = open(PyTorchFixture.folder("diffusers").resolve(MODEL))) {
      assertEquals(SizeRule.multipleOf(2), denoiser.spec().size());
      Tensor odd = Tensor.zeros(new Shape(1, 1, 8, 9));
      assertThrows(IllegalArgumentException.class, () -> denoiser.predict(odd, odd, 1));
    }
    try (OnnxDenoiser denoiser = open(PyTorchFixture.folder("two-inputs").resolve(MODEL))) {
      assertEquals(SizeRule.multipleOf(1), denoiser.spec().size());
    }
  }

  @Test
  void weightsBesideTheModelBelongToItsIdentity() throws IOException {
    Path beside = PyTorchFixture.folder("weights-beside");
    Path data = folder.resolve("model.onnx.data");
    Files.copy(beside.resolve(MODEL), folder.resolve(MODEL));
    assertRefused(folder.resolve(MODEL), "'model.onnx.data'", "found none");
    byte[] weights = Files.readAllBytes(beside.resolve("model.onnx.data"));
    Files.write(data, weights);
    String id;
    try (OnnxDenoiser denoiser = open(folder.resolve(MODEL))) {
      id = denoiser.spec().id();
    }
    weights[0] ^= 1;
    Files.write(data, weights);
    try (OnnxDenoiser denoiser = open(folder.resolve(MODEL))) {
      assertNotEquals(id, denoiser.spec().id());
    }
  }

  @Test
  void anArchiveHoldsNoWeightsBesideAModel() throws IOException {
    URI jar = URI.create("jar:" + folder.resolve("models.jar").toUri());
    try (FileSystem inside = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
      for (String name : new String[] {MODEL, "model.onnx.data"}) {
        Path file = PyTorchFixture.folder("weights-beside").resolve(name);
        Files.copy(file, inside.getPath(name));
      }
      assertRefused(inside.getPath(MODEL), "folder of its own", "model.onnx.data");
    }
  }
}
