package org.pigdiffusion.onnx;

import ai.onnxruntime.OrtException;
import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.DenoiserSpec;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.model.ModelCard;

/** Makes a denoiser of a model file: reads it, starts a session, finds out how to call it. */
final class ModelOpener {
  private final ModelFile file;
  private final GraphSettings settings;

  private ModelOpener(ModelFile file, GraphSettings settings) {
    this.file = file;
    this.settings = settings;
  }

  static OnnxDenoiser open(
      ModelSource source,
      GraphSettings settings,
      Device device,
      ThreadPool threads,
      Map<String, String> providerOptions) {
    ModelOpener opener = new ModelOpener(ModelFile.read(source), settings);
    PredictionType prediction = opener.prediction();
    Engine engine = Engine.get();
    OpenSessions opened = new Sessions(engine, source, threads, providerOptions).open(device);
    try {
      return opener.denoiser(prediction, engine, opened);
    } catch (OrtException | RuntimeException e) {
      closeAfter(e, opened);
      throw e instanceof RuntimeException fault
          ? fault
          : ModelFile.fault(source.name(), "cannot be examined: " + e.getMessage(), e);
    }
  }

  private OnnxDenoiser denoiser(PredictionType prediction, Engine engine, OpenSessions opened)
      throws OrtException {
    Signature signature =
        new SignatureFinder(
                file,
                GraphValue.of(opened.together().getInputInfo()),
                GraphValue.of(opened.together().getOutputInfo()),
                settings)
            .find();
    DenoiserSpec.Builder spec =
        DenoiserSpec.builder(signature.channels(), signature.conditionChannels(), file.sha256())
            .prediction(prediction)
            .size(signature.size())
            .device(opened.device());
    file.card().ifPresent(card -> spec.role(card.role()).schedule(card.schedule()));
    BufferPool pool = new BufferPool(engine.environment(), signature);
    return new OnnxDenoiser(file, spec.build(), signature, new Inference(signature, opened, pool));
  }

  private PredictionType prediction() {
    Optional<PredictionType> given = settings.prediction();
    Optional<PredictionType> ofCard = file.card().map(ModelCard::prediction);
    if (given.isPresent() && ofCard.isPresent() && !given.equals(ofCard)) {
      throw ModelFile.fault(
          file.name(),
          "prediction: expected %s, as its card says, found %s given"
              .formatted(ofCard.get(), given.get()));
    }
    return given
        .or(() -> ofCard)
        .orElseThrow(
            () ->
                ModelFile.fault(
                    file.name(),
                    "has no card that tells what it predicts; give it with prediction(NOISE,"
                        + " VELOCITY or CLEAN)"));
  }

  private static void closeAfter(Exception fault, OpenSessions opened) {
    try {
      opened.close();
    } catch (OrtException e) {
      fault.addSuppressed(e);
    }
  }
}
