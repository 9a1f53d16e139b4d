package org.pigdiffusion.onnx;

import ai.onnxruntime.OrtException;
import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.DenoiserSpec;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.model.ModelCard;
import org.pigdiffusion.onnx.internal.graph.GraphSettings;
import org.pigdiffusion.onnx.internal.graph.GraphValue;
import org.pigdiffusion.onnx.internal.graph.ModelFile;
import org.pigdiffusion.onnx.internal.graph.ModelSource;
import org.pigdiffusion.onnx.internal.graph.Signature;
import org.pigdiffusion.onnx.internal.graph.SignatureFinder;
import org.pigdiffusion.onnx.internal.session.BufferPool;
import org.pigdiffusion.onnx.internal.session.Cuda;
import org.pigdiffusion.onnx.internal.session.Engine;
import org.pigdiffusion.onnx.internal.session.Inference;
import org.pigdiffusion.onnx.internal.session.OpenSessions;
import org.pigdiffusion.onnx.internal.session.Sessions;
import org.pigdiffusion.onnx.internal.session.Threads;

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
      Optional<Cuda> device,
      Threads threads,
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
    DenoiserSpec spec =
        new DenoiserSpec(
            signature.channels(),
            signature.conditionChannels(),
            prediction,
            signature.size(),
            file.sha256(),
            opened.device(),
            file.card().map(ModelCard::role),
            file.card().map(ModelCard::schedule));
    BufferPool pool = new BufferPool(engine.environment(), signature);
    return new OnnxDenoiser(file, spec, signature, new Inference(signature, opened, pool));
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
