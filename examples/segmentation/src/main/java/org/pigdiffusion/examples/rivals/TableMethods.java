package org.pigdiffusion.examples.rivals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.pigdiffusion.Shape;
import org.pigdiffusion.examples.rivals.TableMethod.Kind;
import org.pigdiffusion.segmentation.PigGenerator;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.unet.UNetConfig;

/** All methods of the table that make pairs; whoever adds one adds it here. */
final class TableMethods {
  /** The height from which latents are smaller by 4, and not by 2. */
  private static final int LARGE = 64;

  private static final String PAIR = "pig";

  private TableMethods() {}

  /**
   * Some rivals, and the paired method, which is always there.
   *
   * @param rivals names of those to compare with
   * @param like a pair of the data
   * @param stopped asked after each step whether to stop
   */
  static List<TableMethod> chosen(
      List<String> rivals, GeneratorOptions options, PairExample like, BooleanSupplier stopped) {
    int channels = like.x().shape().channels();
    if (channels != 1) {
      throw new IllegalArgumentException(
          "masks: expected one channel, found %d; the rivals have no way with classes, so give no"
                  .formatted(channels)
              + " --mask-classes");
    }
    List<TableMethod> all = of(options, like, stopped);
    List<String> wanted = new ArrayList<>(rivals);
    List<TableMethod> chosen =
        all.stream()
            .filter(each -> wanted.remove(each.name()) || each.kind() == Kind.PAIRED)
            .toList();
    if (!wanted.isEmpty()) {
      List<String> names = all.subList(0, all.size() - 1).stream().map(TableMethod::name).toList();
      throw new IllegalArgumentException(
          "--compare: expected some of %s, once each, found %s too".formatted(names, wanted));
    }
    return chosen;
  }

  /**
   * The methods, in the order of the table.
   *
   * @param like a pair of the data
   * @param stopped asked after each step whether to stop
   * @return the rivals, then the paired method
   */
  static List<TableMethod> of(GeneratorOptions options, PairExample like, BooleanSupplier stopped) {
    Shape images = like.y().shape();
    UNetConfig networkX = options.network(like.x().shape().channels(), images.channels());
    int factor = images.height() < LARGE ? 2 : 4;
    GeneratorProgress progress = new GeneratorProgress(stopped);
    return List.of(
        new TableMethod(
            "copies",
            "What generators learn from: real pairs, flipped, shifted and turned as they see them. No"
                + " pairs are generated.",
            Kind.UNTRAINED,
            (folder, none) -> new ChangedCopies(options.config(1, 1))),
        new TableMethod(
            "copy-paste",
            "Objects of one training image are pasted on another (Ghiasi et al. 2021).",
            Kind.UNTRAINED,
            (folder, steps) -> new CopyPasteGenerator(options.seed())),
        new TableMethod(
            "seg-guided",
            "SegGuidedDiff: the mask is shown beside the noisy image, and left out half of the time"
                + " while it learns (Konz et al. 2024).",
            Kind.CONDITIONAL,
            (folder, steps) ->
                new SegGuidedGenerator(
                    folder,
                    networkX.mirrored(),
                    options.config(0, steps),
                    options.method(),
                    progress.of("seg-guided"))),
        new TableMethod(
            "controlnet",
            "ControlNet: an unconditional network, and a copy of its way down that learns to steer"
                + " it by the mask (Zhang et al. 2023).",
            Kind.CONDITIONAL,
            (folder, steps) ->
                new ControlNetGenerator(
                    settings(folder, options, networkX, stopped), steps, steps)),
        new TableMethod(
            "latent",
            "Latent diffusion: an autoencoder, and a diffusion model of its latents that is shown"
                + " the mask (Rombach et al. 2022).",
            Kind.CONDITIONAL,
            (folder, steps) ->
                new LatentDiffusionGenerator(
                    settings(folder, options, networkX, stopped), factor, steps, steps)),
        new TableMethod(
            "pig-given",
            "Model y of the pair alone, which makes images for the masks of the training part.",
            Kind.UNTRAINED,
            (folder, none) ->
                new GivenMasksGenerator(
                    folder,
                    pair(folder.resolveSibling(PAIR), options, networkX, options.steps(), progress),
                    options.method(),
                    options.seed(),
                    stopped)),
        new TableMethod(
            PAIR,
            "PIG: image and mask together, by two models that guide each other (Zhang et al."
                + " 2025).",
            Kind.PAIRED,
            (folder, steps) -> pair(folder, options, networkX, steps, progress)));
  }

  private static PigGenerator pair(
      Path folder,
      GeneratorOptions options,
      UNetConfig networkX,
      int steps,
      GeneratorProgress progress) {
    return PigGenerator.builder(folder)
        .network(networkX)
        .config(options.config(steps, steps))
        .coarseFirst(options.coarseFirst())
        .method(options.method())
        .noiseSeed(options.seed())
        .listener(progress.ofPair(PAIR))
        .build();
  }

  private static RivalSettings settings(
      Path folder, GeneratorOptions options, UNetConfig networkX, BooleanSupplier stopped) {
    return new RivalSettings(
        folder, networkX.mirrored(), options.config(1, 1), options.method(), stopped);
  }
}
