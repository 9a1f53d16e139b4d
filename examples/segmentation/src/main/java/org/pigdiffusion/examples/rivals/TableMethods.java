package org.pigdiffusion.examples.rivals;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.pigdiffusion.examples.rivals.TableMethod.Kind;
import org.pigdiffusion.segmentation.PigGenerator;
import org.pigdiffusion.unet.UNetConfig;

/** All methods of the table that make pairs; whoever adds one adds it here. */
final class TableMethods {
  private TableMethods() {}

  /**
   * The methods, in the order of the table.
   *
   * @param channelsX of the masks
   * @param channelsY of the images
   * @param stopped asked after each step whether to stop
   * @return the rivals, then the paired method
   */
  static List<TableMethod> of(
      GeneratorOptions options, int channelsX, int channelsY, BooleanSupplier stopped) {
    UNetConfig networkX = options.network(channelsX, channelsY);
    GeneratorProgress progress = new GeneratorProgress(stopped);
    return List.of(
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
            "pig",
            "PIG: image and mask together, by two models that guide each other (Zhang et al."
                + " 2025).",
            Kind.PAIRED,
            (folder, steps) ->
                PigGenerator.builder(folder)
                    .network(networkX)
                    .config(options.config(steps, steps))
                    .method(options.method())
                    .noiseSeed(options.seed())
                    .listener(progress.ofPair("pig"))
                    .build()));
  }
}
