package org.pigdiffusion.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.Role;
import org.pigdiffusion.data.Folds;
import org.pigdiffusion.evaluation.Bootstrap;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.evaluation.SegmentationResults;
import org.pigdiffusion.evaluation.SegmentationRow;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.report.FactList;
import org.pigdiffusion.report.Report;
import org.pigdiffusion.segmentation.FoldFilter;
import org.pigdiffusion.segmentation.FoldGenerator;
import org.pigdiffusion.segmentation.SegmentationExperiment;
import org.pigdiffusion.segmentation.Segmenter;

/**
 * Writes what came of an experiment.
 *
 * @param out the folder of the experiment
 * @param real its real pairs
 * @param seen whether the generator has seen the test images
 * @param results of all methods
 * @param bootstrap how intervals are drawn
 */
record BenefitOutput(
    Path out, BenefitData real, SeenBefore seen, SegmentationResults results, Bootstrap bootstrap) {

  /**
   * Prints the table, and writes {@code results.json} and {@code results.csv}: first what a later
   * call reads the rows from.
   */
  void writeTables() throws IOException {
    System.out.print(BenefitTable.of(results, bootstrap));
    results.writeJson(out.resolve("results.json"), SegmentationExperiment.REAL, bootstrap);
    results.writeCsv(out.resolve("results.csv"));
  }

  /**
   * Writes {@code report.html}.
   *
   * @param facts what was compared
   * @param noiseSeed that pairs were sampled with
   * @param models the folder of the models to describe
   */
  void writeReport(
      Map<String, String> facts,
      Optional<FoldGenerator> generator,
      long noiseSeed,
      boolean noFilter,
      Optional<Path> models)
      throws IOException {
    List<String> generated =
        results.methods().stream().filter(name -> name.startsWith(PairBenefit.PIG)).toList();
    BenefitReport text = new BenefitReport(results, bootstrap, generated, !noFilter, seen);
    Report.Builder report = text.begin(facts);
    SegmentationRow ofReal = text.firstRow(SegmentationExperiment.REAL).orElseThrow();
    Folds.Fold fold = real.folds().get(0);
    BenefitPictures pictures = new BenefitPictures(fold, out);
    if (!generated.isEmpty()) {
      SegmentationRow ofGenerated = text.firstRow(generated.get(0)).orElseThrow();
      if (!ofGenerated.noPairPassed()) {
        report.add(pictures.segmented(ofReal, ofGenerated));
      }
    }
    report.add(pictures.real());
    if (generator.isPresent()) {
      int count = Math.min(BenefitPictures.PAIRS, text.pairsOfFirst(generated.get(0)));
      Optional<PairSet> pairs = generator.get().pairs(0, fold.training(), count);
      if (pairs.isPresent()) {
        report.add(
            pictures.sampled(
                pairs.get(),
                noiseSeed,
                noFilter ? Optional.empty() : Optional.of(reasons(pairs.get(), ofReal))));
      }
    }
    models.ifPresent(folder -> addCards(report, folder));
    report.build().write(out);
  }

  /** What the filter says of some pairs, as it did in the first fold. */
  private Map<Integer, String> reasons(PairSet pairs, SegmentationRow ofReal) {
    try (Segmenter segmenter = Segmenter.load(SegmentationExperiment.network(out, ofReal.key()))) {
      PairSet training = PairSet.of(real.folds().get(0).training());
      return BenefitPictures.reasons(FoldFilter.standard().of(training, segmenter).apply(pairs));
    }
  }

  private static void addCards(Report.Builder report, Path folder) {
    try (OnnxPair pair = OnnxPair.open(folder)) {
      report.add(FactList.ofModel("Model x, the guide (masks)", pair.card(Role.X)));
      report.add(FactList.ofModel("Model y, the target (images)", pair.card(Role.Y)));
    }
  }
}
