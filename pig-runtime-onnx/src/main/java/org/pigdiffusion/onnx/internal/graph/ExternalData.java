package org.pigdiffusion.onnx.internal.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.protobuf.Message;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Checks the files beside a model that hold its weights. A model from elsewhere must not make the
 * engine read any other file of the machine.
 */
final class ExternalData {
  private static final Pattern ABSOLUTE = Pattern.compile("[/\\\\].*|[A-Za-z]:.*");
  private static final Splitter COMPONENTS = Splitter.on(Pattern.compile("[/\\\\]"));

  private final ModelSource model;
  private final SortedMap<String, Path> files = new TreeMap<>();

  private ExternalData(ModelSource model) {
    this.model = model;
  }

  /**
   * Looks at each tensor of a model, wherever it stands: initializers, attributes, subgraphs,
   * functions.
   *
   * @return the files that hold weights, in the order of their names
   * @throws org.pigdiffusion.BackendException if one lies outside the model's folder, or is
   *     missing, or the model is no file, so that the engine reads no second one beside it
   */
  static ImmutableList<Path> check(ModelSource model, ModelProto proto) {
    ExternalData data = new ExternalData(model);
    data.visit(proto);
    return ImmutableList.copyOf(data.files.values());
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
          model.name(),
          "expected external data within the model's folder, found '%s' for tensor '%s'"
              .formatted(location, tensor.getName()));
    }
    files.put(
        location,
        beside(location)
            .orElseThrow(
                () ->
                    ModelFile.fault(
                        model.name(),
                        "expected the external data file '%s' of tensor '%s' beside it, found none"
                            .formatted(location, tensor.getName()))));
  }

  private Optional<Path> beside(String location) {
    Path file =
        model
            .file()
            .orElseThrow(
                () ->
                    ModelFile.fault(
                        model.name(),
                        "expected a model that holds all its weights, since it is not in a folder"
                            + " of its own, found external data '%s'".formatted(location)));
    try {
      return Optional.of(file.resolveSibling(location)).filter(Files::isRegularFile);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
