package org.pigdiffusion.onnx.internal.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.google.common.base.Ascii;
import com.google.common.base.Enums;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.internal.Checksum;
import org.pigdiffusion.internal.Excerpt;
import org.pigdiffusion.model.ModelCard;

/**
 * A model file that was found to be one, before the engine sees it.
 *
 * @param name where it is, as messages say it
 * @param sha256 checksum of its bytes, and of the files beside it that hold its weights, in
 *     hexadecimal
 * @param card what it says of itself, if it was made by this library
 * @param properties all its text properties
 */
public record ModelFile(
    String name, String sha256, Optional<ModelCard> card, ImmutableMap<String, String> properties) {
  /** Unless the user says otherwise, how many bytes constants take beyond those of the files. */
  public static final long CONSTANT_LIMIT = 256L << 20;

  /** Characters of a message; names in a model may be longer. */
  private static final int MOST = 1500;

  /** The property by which a file from elsewhere tells how its one image input is filled. */
  private static final String LAYOUT = "pig.layout";

  /**
   * Reads and checks a file.
   *
   * @param constantLimit how many bytes its constants may take beyond those that its files hold
   * @throws BackendException if it cannot be read, is no ONNX model, has a malformed card, keeps
   *     its weights where they must not be, or asks for more than the limit
   */
  public static ModelFile read(ModelSource source, long constantLimit) {
    byte[] bytes = source.bytes();
    ModelProto proto = parse(source.name(), bytes);
    ImmutableList<Path> external = ExternalData.check(source, proto);
    requireWithinLimit(source.name(), proto, held(source.name(), bytes, external), constantLimit);
    Map<String, String> properties = properties(source.name(), proto);
    return new ModelFile(
        source.name(),
        sha256(source.name(), bytes, external),
        card(source.name(), properties),
        ImmutableMap.copyOf(properties));
  }

  private static Map<String, String> properties(String name, ModelProto proto) {
    Map<String, String> properties = new HashMap<>();
    for (StringStringEntryProto entry : proto.getMetadataPropsList()) {
      String before = properties.put(entry.getKey(), entry.getValue());
      if (before != null && !before.equals(entry.getValue())) {
        throw fault(
            name,
            "%s: expected one value, found '%s' and '%s'"
                .formatted(
                    Excerpt.of(entry.getKey()), Excerpt.of(before), Excerpt.of(entry.getValue())));
      }
    }
    return properties;
  }

  /** The limit itself, unless it is none. */
  public static long requireConstantLimit(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException(
          "constantLimit: expected at least 0 bytes, found " + bytes);
    }
    return bytes;
  }

  private static long held(String name, byte[] bytes, ImmutableList<Path> external) {
    long held = bytes.length;
    for (Path file : external) {
      try {
        held += Files.size(file);
      } catch (IOException e) {
        throw fault(name, "its external data file '%s' cannot be read: %s".formatted(file, e), e);
      }
    }
    return held;
  }

  private static void requireWithinLimit(String name, ModelProto proto, long held, long limit) {
    ConstantClaims claims = new ConstantClaims(name, proto);
    if (claims.bytes() - held > limit) {
      throw fault(
          name,
          ("expected constants of at most %d bytes beyond the %d bytes that its files hold, found"
                  + " %d bytes of constants, the largest %s; if the model is to be trusted, raise"
                  + " the limit with constantLimit(bytes)")
              .formatted(limit, held, claims.bytes(), claims.largest()));
    }
  }

  private static String sha256(String name, byte[] bytes, ImmutableList<Path> external) {
    Checksum checksum = Checksum.start().add(bytes);
    for (Path file : external) {
      try {
        checksum.add(file);
      } catch (IOException e) {
        throw fault(name, "its external data file '%s' cannot be read: %s".formatted(file, e), e);
      }
    }
    return checksum.hex();
  }

  /**
   * How one input that takes both is filled, if the file says so.
   *
   * @throws BackendException if it says something unknown
   */
  Optional<Joining> layout() {
    Optional<String> said = Optional.ofNullable(properties.get(LAYOUT));
    Optional<Joining> layout =
        said.flatMap(
            text -> Enums.getIfPresent(Joining.class, Ascii.toUpperCase(text)).toJavaUtil());
    if (said.isPresent() && layout.isEmpty()) {
      throw fault(
          name,
          "%s: expected one of %s in lower case, found '%s'"
              .formatted(LAYOUT, Arrays.toString(Joining.values()), Excerpt.of(said.get())));
    }
    return layout;
  }

  /**
   * What the output means: as given, or as the card says.
   *
   * @throws BackendException if neither tells, or they contradict each other
   */
  public PredictionType prediction(Optional<PredictionType> given) {
    Optional<PredictionType> ofCard = card.map(ModelCard::prediction);
    if (given.isPresent() && ofCard.isPresent() && !given.equals(ofCard)) {
      throw fault(
          name,
          "prediction: expected %s, as its card says, found %s given"
              .formatted(ofCard.get(), given.get()));
    }
    return given
        .or(() -> ofCard)
        .orElseThrow(
            () ->
                fault(
                    name,
                    "has no card that tells what it predicts; give it with prediction(NOISE,"
                        + " VELOCITY or CLEAN)"));
  }

  /** An exception about a model file. */
  public static BackendException fault(String name, String what) {
    return new BackendException("model " + name + ": " + Excerpt.of(what, MOST));
  }

  /** An exception about a model file that another exception caused. */
  public static BackendException fault(String name, String what, Throwable cause) {
    return new BackendException("model " + name + ": " + Excerpt.of(what, MOST), cause);
  }

  /**
   * The message that the bytes of a file are.
   *
   * @throws BackendException if they are no ONNX model
   */
  public static ModelProto parse(String name, byte[] bytes) {
    CodedInputStream input = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
    input.enableAliasing(true); // the weights stay in the one array
    ModelProto proto;
    try {
      proto = ModelProto.parseFrom(input);
    } catch (InvalidProtocolBufferException e) {
      throw fault(
          name,
          "expected an ONNX model, found one cut short or another format: " + e.getMessage(),
          e);
    } catch (IOException e) {
      throw fault(name, "cannot be read: " + e, e);
    }
    if (!proto.hasGraph() || proto.getOpsetImportCount() == 0) {
      throw fault(
          name,
          "expected an ONNX model with graph and opset, found one cut short or another format");
    }
    return proto;
  }

  private static Optional<ModelCard> card(String name, Map<String, String> properties) {
    if (!ModelCard.isIn(properties)) {
      return Optional.empty();
    }
    try {
      return Optional.of(ModelCard.fromProperties(properties));
    } catch (IllegalArgumentException e) {
      throw fault(name, "its card is faulty: " + e.getMessage(), e);
    }
  }
}
