package org.pigdiffusion.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Hashing;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.model.ModelCard;

/**
 * A model file that was found to be one, before the engine sees it.
 *
 * @param path where it is
 * @param sha256 checksum of its bytes, in hexadecimal
 * @param card what it says of itself, if it was made by this library
 * @param properties all its text properties
 */
record ModelFile(
    Path path, String sha256, Optional<ModelCard> card, ImmutableMap<String, String> properties) {
  private static final long LARGEST = Integer.MAX_VALUE - 8L;

  /**
   * Reads and checks a file.
   *
   * @throws BackendException if it cannot be read, is no ONNX model, has a malformed card, or keeps
   *     its weights where they must not be
   */
  static ModelFile read(Path path) {
    byte[] bytes = bytes(path);
    ModelProto proto = parse(path, bytes);
    ExternalData.check(path, proto);
    Map<String, String> properties = new HashMap<>();
    proto.getMetadataPropsList().forEach(entry -> properties.put(entry.getKey(), entry.getValue()));
    return new ModelFile(
        path,
        Hashing.sha256().hashBytes(bytes).toString(),
        card(path, properties),
        ImmutableMap.copyOf(properties));
  }

  /** An exception about a model file. */
  static BackendException fault(Path path, String what) {
    return new BackendException("model " + path + ": " + what);
  }

  /** An exception about a model file that another exception caused. */
  static BackendException fault(Path path, String what, Throwable cause) {
    return new BackendException("model " + path + ": " + what, cause);
  }

  /** The file as it is. */
  static byte[] bytes(Path path) {
    if (!Files.exists(path)) {
      throw fault(path, "expected a file, found nothing there");
    }
    if (!Files.isRegularFile(path)) {
      throw fault(path, "expected a file, found something else");
    }
    try {
      long size = Files.size(path);
      if (size > LARGEST) {
        throw fault(path, "expected at most 2 GiB, as ONNX allows, found " + size + " bytes");
      }
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw fault(path, "cannot be read: " + e, e);
    }
  }

  private static ModelProto parse(Path path, byte[] bytes) {
    CodedInputStream input = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
    input.enableAliasing(true); // the weights stay in the one array
    ModelProto proto;
    try {
      proto = ModelProto.parseFrom(input);
    } catch (InvalidProtocolBufferException e) {
      throw fault(
          path,
          "expected an ONNX model, found one cut short or another format: " + e.getMessage(),
          e);
    } catch (IOException e) {
      throw fault(path, "cannot be read: " + e, e);
    }
    if (!proto.hasGraph() || proto.getOpsetImportCount() == 0) {
      throw fault(
          path,
          "expected an ONNX model with graph and opset, found one cut short or another format");
    }
    return proto;
  }

  private static Optional<ModelCard> card(Path path, Map<String, String> properties) {
    if (!ModelCard.isIn(properties)) {
      return Optional.empty();
    }
    try {
      return Optional.of(ModelCard.fromProperties(properties));
    } catch (IllegalArgumentException e) {
      throw fault(path, "its card is faulty: " + e.getMessage(), e);
    }
  }
}
