package org.pigdiffusion.report;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.pigdiffusion.Role;
import org.pigdiffusion.evaluation.Measured;
import org.pigdiffusion.model.ModelCard;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.phantom.BreastPhantom;
import org.pigdiffusion.picture.Picture;
import org.pigdiffusion.picture.PixelDepth;
import org.pigdiffusion.trainer.PairSource;

/** A report with a section of every kind. The numbers are made up. */
final class Examples {
  private Examples() {}

  static Report report() {
    return Report.builder("Do generated pairs help? <made up>")
        .summary("Dice of held-out patients & intervals.")
        .add(new Prose("What was done", List.of("Five folds.", "No patient is in two of them.")))
        .add(table())
        .add(curves())
        .add(pictures())
        .add(new FactList("Settings", "Of every training.", Map.of("seed", "7", "width", "24")))
        .add(FactList.ofModel("Model x", card()))
        .build();
  }

  private static ModelCard card() {
    return ModelCard.builder(Role.X, 1, 1, NoiseSchedule.paper())
        .provenance(Map.of("steps", "3000", "batch", "8"))
        .build();
  }

  static FigureTable table() {
    return new FigureTable(
        "Held-out patients",
        "Mean over patients.",
        List.of(
            FigureColumn.percent("Dice", Better.HIGHER),
            FigureColumn.of("HD95, pixels", Better.LOWER),
            FigureColumn.of("masks", Better.NEITHER)),
        List.of(
            FigureRow.of("real pairs", 12, measured(0.5236, 4.25, 1)),
            FigureRow.of("real, \"generated\"", 12, measured(0.6054, 3.5, 2)),
            new FigureRow(
                "not measured",
                60,
                List.of(Optional.empty(), Optional.empty(), Optional.empty()))));
  }

  static FigureCurves curves() {
    return new FigureCurves(
        "How many images",
        "Three draws each.",
        new FigureCurves.Axis("annotated images", FigureCurves.Scale.DOUBLING),
        "Dice",
        List.of(
            line("real", 0.3),
            line("real and generated", 0.4),
            new FigureCurves.Line(
                "one point", List.of(new FigureCurves.Point(32, new Measured(0.62, 0.5, 0.7))))));
  }

  private static FigureCurves.Line line(String name, double from) {
    return new FigureCurves.Line(
        name,
        IntStream.range(0, 5)
            .mapToObj(
                i ->
                    new FigureCurves.Point(
                        8 << i,
                        new Measured(
                            from + 0.08 * i, from + 0.08 * i - 0.1, from + 0.08 * i + 0.05)))
            .toList());
  }

  static PictureGrid pictures() {
    PairSource pairs = BreastPhantom.of(4, 1, 32);
    return new PictureGrid(
        "Phantoms",
        "The first four of seed 1.",
        4,
        IntStream.range(0, 4)
            .mapToObj(
                i ->
                    new PictureGrid.Captioned(
                        Picture.ofImage(pairs.example(i).y(), PixelDepth.EIGHT), "phantom " + i))
            .toList());
  }

  private static List<Measured> measured(double... values) {
    return Arrays.stream(values)
        .mapToObj(value -> new Measured(value, 0.9 * value, 1.1 * value))
        .toList();
  }
}
