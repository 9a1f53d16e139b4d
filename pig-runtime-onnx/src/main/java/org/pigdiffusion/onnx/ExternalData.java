package org.pigdiffusion.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSortedSet;
import com.google.protobuf.Message;
import java.nio.file.FileSystems;
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
  private final ImmutableSortedSet.Builder<String> locations = ImmutableSortedSet.naturalOrder();

  private ExternalData(Path model) {
    this.model = model;
  }

  /**
   * Looks at each tensor of a model, wherever it stands: initializers, attributes, subgraphs,
   * functions.
   *
   * @return the files that hold weights, relative to the model's folder
   * @throws org.pigdiffusion.BackendException if one lies outside the model's folder, or is
   *     missing, or the model is in a jar, where the engine reads no second file
   */
  static ImmutableSortedSet<String> check(Path model, ModelProto proto) {
    ExternalData data = new ExternalData(model);
    data.visit(proto);
    ImmutableSortedSet<String> locations = data.locations.build();
    if (!locations.isEmpty() && model.getFileSystem() != FileSystems.getDefault()) {
      throw ModelFile.fault(
          model,
          "expected a model that holds all its weights, since it lies in an archive, found external"
              + " data "
              + locations);
    }
    return locations;
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
    locations.add(location);
  }

  private boolean isFile(String location) {
    try {
      return Files.isRegularFile(model.resolveSibling(location));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
