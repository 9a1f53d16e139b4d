package org.pigdiffusion.onnx.internal.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Longs;
import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import com.google.protobuf.Message;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.internal.Excerpt;
import org.pigdiffusion.internal.FileFault;
import org.pigdiffusion.internal.RegularFile;

/**
 * Checks the files beside a model that hold its weights. A model from elsewhere must not make the
 * engine read any other file of the machine.
 */
final class ExternalData {
  private static final Pattern ABSOLUTE = Pattern.compile("(?s)[/\\\\].*|[A-Za-z]:.*");
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
   * @throws BackendException if one lies outside the model's folder, by its name or by a link, or
   *     is missing or named twice, or the model is no file, so that the engine reads no second one
   *     beside it
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
    Map<String, String> entries = entries(tensor);
    String location = entries.getOrDefault("location", "");
    boolean inside =
        !location.isEmpty()
            && !ABSOLUTE.matcher(location).matches()
            && !COMPONENTS.splitToList(location).contains("..");
    if (!inside) {
      throw fault(
          "expected external data within the model's folder, found '%s' for tensor '%s'",
          location, tensor.getName());
    }
    Path file = beside(location, tensor.getName());
    requireLinksWithinFolder(file, location, tensor.getName());
    requireRange(file, location, tensor, entries);
    files.put(location, file);
  }

  /** Else the engine tells of it in words of its own, or reads behind the end. */
  private void requireRange(
      Path file, String location, TensorProto tensor, Map<String, String> entries) {
    long own = ConstantClaims.bytes(Constants.elements(tensor.getDimsList()), tensor.getDataType());
    long offset = number(tensor, entries, "offset", 0);
    long length = number(tensor, entries, "length", own);
    long size = size(file);
    if (length != own && length != 0) { // which tells nothing, as the engine sees it
      throw fault(
          "expected %d bytes for tensor '%s' in the external data file '%s', found a length of %d;"
              + " put back the files of one export",
          own, tensor.getName(), location, length);
    }
    if (offset > size || own > size - offset) {
      throw fault(
          "expected %d bytes for tensor '%s' from byte %d on in the external data file '%s', found"
              + " its end at byte %d; put the whole file there",
          own, tensor.getName(), offset, location, size);
    }
  }

  private long number(
      TensorProto tensor, Map<String, String> entries, String key, long ifNotThere) {
    String text = entries.getOrDefault(key, Long.toString(ifNotThere));
    Long number = Longs.tryParse(text);
    if (number == null || number < 0) {
      throw fault(
          "expected a whole number from 0 on as %s of tensor '%s' in the external data file '%s',"
              + " found '%s'",
          key, tensor.getName(), entries.getOrDefault("location", ""), text);
    }
    return number;
  }

  private long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Of an entry that is there twice, the engine and others would take different ones. */
  private Map<String, String> entries(TensorProto tensor) {
    Map<String, String> entries = new HashMap<>();
    for (StringStringEntryProto entry : tensor.getExternalDataList()) {
      String before = entries.put(entry.getKey(), entry.getValue());
      if (before != null) {
        throw fault(
            "expected one '%s' of the external data of tensor '%s', found '%s' and '%s'",
            entry.getKey(), tensor.getName(), before, entry.getValue());
      }
    }
    return entries;
  }

  private Path beside(String location, String tensor) {
    String found;
    try {
      return RegularFile.require(modelFile(location).resolveSibling(location));
    } catch (NoSuchFileException e) {
      found = "found none";
    } catch (InvalidPathException e) {
      found = "found a name that no file has here";
    } catch (FileSystemException e) {
      found = FileFault.reason(e);
    } catch (IOException e) {
      throw unreadable(Path.of(location), e);
    }
    throw fault(
        "expected the external data file '%s' of tensor '%s' beside it: %s",
        location, tensor, found);
  }

  private Path modelFile(String location) {
    return model
        .file()
        .orElseThrow(
            () ->
                fault(
                    "expected a model that holds all its weights, since it is not in a folder of"
                        + " its own, found external data '%s'",
                    location));
  }

  /**
   * The folder is that of the model file, or, if it is a link, of the file that it leads to: so
   * caches of downloads keep models.
   */
  private void requireLinksWithinFolder(Path file, String location, String tensor) {
    try {
      Path real = file.toRealPath();
      Path ofModel = modelFile(location).toAbsolutePath();
      boolean inside =
          real.startsWith(folder(ofModel).toRealPath())
              || real.startsWith(folder(ofModel.toRealPath()));
      if (!inside) {
        throw fault(
            "expected external data within the model's folder, found '%s' for tensor '%s', a link"
                + " to %s",
            location, tensor, real);
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private BackendException unreadable(Path file, IOException e) {
    return ModelFile.fault(
        model.name(), "its external data file '%s' cannot be read: %s".formatted(file, e), e);
  }

  private static Path folder(Path absolute) {
    return absolute.resolveSibling("");
  }

  @FormatMethod
  private BackendException fault(@FormatString String message, Object... arguments) {
    Object[] shown =
        Arrays.stream(arguments).map(a -> a instanceof String ? Excerpt.of(a) : a).toArray();
    return ModelFile.fault(model.name(), message.formatted(shown));
  }
}
