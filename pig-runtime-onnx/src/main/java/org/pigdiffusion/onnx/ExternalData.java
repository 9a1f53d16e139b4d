package org.pigdiffusion.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.common.base.Splitter;
import com.google.protobuf.Message;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Checks the files beside a model that hold its weights. A model from elsewhere must not make the
 * engine read any other file of the machine.
 */
final class ExternalData {
  private static final Pattern ABSOLUTE = Pattern.compile("[/\\\\].*|[A-Za-z]:.*");
  private static final Splitter COMPONENTS = Splitter.on(Pattern.compile("[/\\\\]"));

  private final Path model;

  private ExternalData(Path model) {
    this.model = model;
  }

  /**
   * Looks at each tensor of a model, wherever it stands: initializers, attributes, subgraphs,
   * functions.
   *
   * @throws org.pigdiffusion.BackendException if one lies outside the model's folder, or is missing
   */
  static void check(Path model, ModelProto proto) {
    new ExternalData(model).visit(proto);
  }

  private void visit(Message message) {
    if (message instanceof TensorProto tensor) {
      if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
        checkTensor(tensor);
      }
      return;
    }
    for (Object field : message.getAllFields().values()) {
      if (field instanceof Message part) {
        visit(part);
      } else if (field instanceof List<?> parts) {
        for (Object part : parts) {
          if (!(part instanceof Message inner)) {
            break; // a list of numbers or texts
          }
          visit(inner);
        }
      }
    }
  }

  private void checkTensor(TensorProto tensor) {
    String location =
        tensor.getExternalDataList().stream()
            .filter(entry -> entry.getKey().equals("location"))
            .map(StringStringEntryProto::getValue)
            .findFirst()
            .orElse("");
    boolean inside =
        !location.isEmpty()
            && !ABSOLUTE.matcher(location).matches()
            && !COMPONENTS.splitToList(location).contains("..");
    if (!inside) {
      throw ModelFile.fault(
          model,
          "expected external data within the model's folder, found '%s' for tensor '%s'"
              .formatted(location, tensor.getName()));
    }
    if (!isFile(location)) {
      throw ModelFile.fault(
          model,
          "expected the external data file '%s' of tensor '%s' beside it, found none"
              .formatted(location, tensor.getName()));
    }
  }

  private boolean isFile(String location) {
    try {
      return Files.isRegularFile(model.resolveSibling(location));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
