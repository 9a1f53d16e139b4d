package org.pigdiffusion.examples.reliability;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.pigdiffusion.Role;
import org.pigdiffusion.model.ModelCard;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.Threshold;

/** Model cards as text properties, an entry a line. */
final class CardSubject implements Subject {
  @Override
  public List<Path> make(Path folder) throws IOException {
    ModelCard card =
        ModelCard.builder(Role.Y, TinyModels.network(), NoiseSchedule.paper())
            .guide(GuideTransform.binary(Threshold.absolute(0)))
            .provenance(Map.of("steps", "1000", "data", "phantoms"))
            .build();
    String text =
        card.toProperties().entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
            .collect(Collectors.joining());
    return List.of(Files.writeString(folder.resolve("good.properties"), text));
  }

  @Override
  public byte[] damaged(Path file, byte[] whole, Random random) {
    return TextMutation.of(whole, random);
  }

  private static Map<String, String> properties(Path file) throws IOException {
    Map<String, String> properties = new TreeMap<>();
    for (String line : Splitter.on('\n').split(new String(Files.readAllBytes(file), ISO_8859_1))) {
      int at = line.indexOf('=');
      properties.put(line.substring(0, Math.max(0, at)), line.substring(at + 1));
    }
    return properties;
  }

  @Override
  public Object read(Path file) throws IOException {
    return ModelCard.fromProperties(properties(file)).toProperties();
  }

  /** Each entry of the card is what the text says, however it is written. */
  @Override
  public boolean isWhatItSays(Path file, Object read) throws IOException {
    Map<String, String> said = properties(file);
    return ((Map<?, ?>) read)
        .entrySet().stream()
            .allMatch(entry -> isSame(String.valueOf(entry.getValue()), said.get(entry.getKey())));
  }

  private static boolean isSame(String found, String said) {
    try {
      return Double.parseDouble(found) == Double.parseDouble(said);
    } catch (NumberFormatException e) {
      return found.equalsIgnoreCase(said);
    }
  }

  /** Whoever reads a card from a file adds the file; here it is the entry that is named. */
  @Override
  public boolean isNamed(Path file, String message) {
    return !message.isBlank() && !message.equals("null");
  }

  @Override
  public boolean isDocumented(Throwable fault) {
    return fault instanceof IllegalArgumentException && !(fault instanceof NumberFormatException);
  }
}
