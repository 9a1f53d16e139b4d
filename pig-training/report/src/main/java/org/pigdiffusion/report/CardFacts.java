package org.pigdiffusion.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.pigdiffusion.Role;
import org.pigdiffusion.SizeRule;
import org.pigdiffusion.model.ModelCard;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.trainer.TargetCondition;

/**
 * A model card in words for people who did not make the model: first its training, then its use.
 */
final class CardFacts {
  /** Longer values are cut. */
  static final int LONGEST = 200;

  private static final Set<String> NONE = Set.of("0", "0.0", "false");

  private static final MathContext THREE_DIGITS = new MathContext(3);

  private final ModelCard card;

  /** What is not yet told of how the model came to be. */
  private final Map<String, String> rest;

  private final Map<String, String> facts = new LinkedHashMap<>();

  private CardFacts(ModelCard card) {
    this.card = card;
    this.rest = new TreeMap<>(card.provenance());
  }

  /** Labels and values, in the order in which they are shown. */
  static Map<String, String> of(ModelCard card) {
    return new CardFacts(card).all();
  }

  private Map<String, String> all() {
    facts.put("makes", made());
    training();
    use();
    // What only the author of the model knows, under the author's names.
    rest.forEach(
        (key, value) -> facts.put(facts.containsKey(key) ? "author's " + key : key, cut(value)));
    return facts;
  }

  private String made() {
    if (card.role() == Role.X) {
      return "masks; it is model x, the guide";
    }
    return card.conditionChannels() == 0
        ? "images, without masks"
        : "images that fit the masks; it is model y, the target";
  }

  private void training() {
    put("learnt from", "data", CardFacts::cut);
    card.trainedSize().ifPresent(size -> facts.put("learnt at", size + " pixels"));
    String batch = rest.remove("batch");
    String pairs = batch == null ? "" : " of " + whole(batch) + " pairs";
    put("trained for", "steps", steps -> whole(steps) + " steps" + pairs);
    put("smaller sizes first", "coarseFirst", sizes -> cut(sizes) + ", each with as many steps");
    put("weights kept", "bestStep", step -> "those after step " + whole(step));
    put("validation loss", "validationLoss", CardFacts::rounded);
    put("model y learnt with", "targetCondition", CardFacts::condition);
    changes();
    put("random seed", "seed", CardFacts::cut);
  }

  /** What was done with pairs at random while the model learnt, if all of it is told. */
  private void changes() {
    List<String> keys = List.of("horizontalFlip", "verticalFlip", "quarterTurns", "maxShift");
    if (!rest.keySet().containsAll(keys)) {
      return;
    }
    List<String> changes = new ArrayList<>();
    addUnlessNone(changes, "horizontalFlip", "left and right exchanged (probability %s)");
    addUnlessNone(changes, "verticalFlip", "top and bottom exchanged (probability %s)");
    addUnlessNone(changes, "quarterTurns", "turned by 90 degrees");
    addUnlessNone(changes, "maxShift", "shifted by up to %s pixels");
    facts.put("pairs changed at random", changes.isEmpty() ? "no" : String.join(", ", changes));
    put("changed, and told of it", "toldChanges", CardFacts::cut);
  }

  private void addUnlessNone(List<String> changes, String key, String words) {
    String value = String.valueOf(rest.remove(key));
    if (!NONE.contains(value)) {
      changes.add(words.formatted(cut(value)));
    }
  }

  private void use() {
    facts.put("channels", channels());
    facts.put("also sees", condition());
    facts.put(
        "predicts",
        switch (card.prediction()) {
          case NOISE -> "noise, which was added to the clean picture";
          case VELOCITY -> "velocity, a mixture of the clean picture and the noise";
          case CLEAN -> "the clean picture";
        });
    facts.put("noise schedule", schedule(card.schedule()));
    facts.put("sizes in pixels", sizes(card.size()));
    facts.put(
        "values of pixels",
        "from %s to %s".formatted(rounded(card.range().low()), rounded(card.range().high())));
    facts.put("model y is shown masks", transform(card.guide()));
    facts.put("masks at the end", transform(card.annotation()));
  }

  /** Tells one entry of how the model came to be, if there is one. */
  private void put(String label, String key, UnaryOperator<String> words) {
    String value = rest.remove(key);
    if (value != null) {
      facts.put(label, words.apply(value));
    }
  }

  private String channels() {
    int channels = card.channels();
    if (card.role() == Role.X) {
      return channels == 1 ? "1" : channels + ", one for each class and the background";
    }
    return switch (channels) {
      case 1 -> "1, grey";
      case 3 -> "3, colour";
      default -> Integer.toString(channels);
    };
  }

  private String condition() {
    if (card.conditionChannels() == 0) {
      return "nothing";
    }
    return "%s (channels: %d)"
        .formatted(
            card.role() == Role.X ? "the noisy image" : "the mask as model x estimates it",
            card.conditionChannels());
  }

  private static String condition(String description) {
    if (description.equals(TargetCondition.trueClean().description())) {
      return "the true masks";
    }
    if (description.equals(TargetCondition.noisy().description())) {
      return "noisy masks";
    }
    String estimated = "masks as model x estimates them";
    if (description.equals(TargetCondition.predictedClean().description())) {
      return estimated;
    }
    return description.equals(
            TargetCondition.predictedClean(GuideTransform.clamped()).description())
        ? estimated + ", limited to -1 to 1"
        : cut(description);
  }

  private static String schedule(NoiseSchedule schedule) {
    String description = schedule.description();
    String name =
        switch (description.substring(0, Math.max(0, description.indexOf('(')))) {
          case "linear" -> "linear";
          case "scaledLinear" -> "scaled linear";
          case "sigmoid" -> "sigmoid";
          case "cosine" -> "cosine";
          case "constant" -> "constant";
          default -> cut(description);
        };
    int steps = schedule.timeSteps();
    return String.format(
        Locale.ROOT,
        "%s, %,d time steps, beta from %s to %s",
        name,
        steps,
        rounded(schedule.beta(0)),
        rounded(schedule.beta(steps - 1)));
  }

  private static String sizes(SizeRule size) {
    boolean free = size.height() == 0 && size.width() == 0;
    return free && size.multiple() > 1
        ? "any whose sides are multiples of " + size.multiple()
        : free ? "any" : side(size.height(), size) + " high, " + side(size.width(), size) + " wide";
  }

  private static String side(int fixed, SizeRule size) {
    return fixed > 0 ? Integer.toString(fixed) : "any multiple of " + size.multiple();
  }

  private String transform(String description) {
    int masks = card.role() == Role.X ? card.channels() : Math.max(1, card.conditionChannels());
    if (description.equals(GuideTransform.identity().description())) {
      return "as model x estimates them";
    }
    if (description.equals(GuideTransform.clamped().description())) {
      return "as model x estimates them, limited to -1 to 1";
    }
    if (description.equals(GuideTransform.annotation(masks).description())) {
      return masks == 1 ? "black and white, white above 0" : "the likeliest class of each pixel";
    }
    return cut(description);
  }

  private static String whole(String number) {
    try {
      return String.format(Locale.ROOT, "%,d", Long.parseLong(number));
    } catch (NumberFormatException e) {
      return cut(number);
    }
  }

  private static String rounded(String number) {
    try {
      return rounded(Double.parseDouble(number));
    } catch (NumberFormatException e) {
      return cut(number);
    }
  }

  private static String rounded(double value) {
    return Double.isFinite(value)
        ? BigDecimal.valueOf(value).round(THREE_DIGITS).stripTrailingZeros().toPlainString()
        : "not measured";
  }

  private static String cut(String text) {
    int length = text.codePointCount(0, text.length());
    return length <= LONGEST
        ? text
        : String.format(
            Locale.ROOT,
            "%s… (%,d characters)",
            text.substring(0, text.offsetByCodePoints(0, LONGEST)),
            length);
  }
}
