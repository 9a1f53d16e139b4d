package org.pigdiffusion.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/** Values of pyradiomics 3.0.1 (numpy 1.26, binWidth 25, force2D), all features enabled. */
class RadiomicsTest {
  private static final int HEIGHT = 12;
  private static final int WIDTH = 15;

  /** An oval with a hole, and two pixels that touch by a corner. */
  private static final Mask LESION =
      TestMasks.of(
          1,
          HEIGHT,
          WIDTH,
          (z, y, x) ->
              (2 * (y - 5) * (y - 5) + (x - 6) * (x - 6) < 40 && !(y == 5 && x == 6))
                  || (y == 10 && x == 1)
                  || (y == 9 && x == 2));

  private static final Map<String, Double> OF_IMAGE =
      Map.ofEntries(
          Map.entry("10Percentile", 47.800000000000004),
          Map.entry("90Percentile", 232.0),
          Map.entry("Energy", 4328136.0),
          Map.entry("Entropy", 3.268086745678905),
          Map.entry("InterquartileRange", 112.75),
          Map.entry("Kurtosis", 1.8939903055622904),
          Map.entry("Maximum", 254.0),
          Map.entry("MeanAbsoluteDeviation", 58.96148148148148),
          Map.entry("Mean", 139.57777777777778),
          Map.entry("Median", 149.0),
          Map.entry("Minimum", 0.0),
          Map.entry("Range", 254.0),
          Map.entry("RobustMeanAbsoluteDeviation", 47.128656361474434),
          Map.entry("RootMeanSquared", 155.06514759932355),
          Map.entry("Skewness", -0.0725040978307448),
          Map.entry("Uniformity", 0.1124074074074074),
          Map.entry("Variance", 4563.243950617286),
          Map.entry("Autocorrelation", 38.360254329004334),
          Map.entry("ClusterProminence", 549.0360792086055),
          Map.entry("ClusterShade", 0.01832464461827099),
          Map.entry("ClusterTendency", 15.10951954611045),
          Map.entry("Contrast", 13.806385281385285),
          Map.entry("Correlation", 0.04513138373224019),
          Map.entry("DifferenceAverage", 3.0619047619047617),
          Map.entry("DifferenceEntropy", 2.9582259573463476),
          Map.entry("DifferenceVariance", 4.423550720563708),
          Map.entry("Id", 0.34773977991104615),
          Map.entry("Idm", 0.25133146243132465),
          Map.entry("Idmn", 0.90857828287969),
          Map.entry("Idn", 0.7992684996556694),
          Map.entry("Imc1", -0.10763993006559941),
          Map.entry("Imc2", 0.7068581565065366),
          Map.entry("InverseVariance", 0.2588861892515344),
          Map.entry("JointAverage", 6.167153679653679),
          Map.entry("JointEnergy", 0.01669745489449223),
          Map.entry("JointEntropy", 6.166021001851881),
          Map.entry("MCC", 0.36929818464173847),
          Map.entry("MaximumProbability", 0.035876623376623375),
          Map.entry("SumAverage", 12.33430735930736),
          Map.entry("SumEntropy", 3.8861803749542436),
          Map.entry("SumSquares", 7.228976206873935),
          Map.entry("GrayLevelNonUniformity", 18.20636206671988),
          Map.entry("GrayLevelNonUniformityNormalized", 0.11035147693482622),
          Map.entry("GrayLevelVariance", 7.468672520185391),
          Map.entry("HighGrayLevelRunEmphasis", 44.14777990032206),
          Map.entry("LongRunEmphasis", 1.272967728792276),
          Map.entry("LongRunHighGrayLevelEmphasis", 56.82419266319563),
          Map.entry("LongRunLowGrayLevelEmphasis", 0.10059208433166988),
          Map.entry("LowGrayLevelRunEmphasis", 0.08886004547866125),
          Map.entry("RunEntropy", 3.656097941857105),
          Map.entry("RunLengthNonUniformity", 137.7561274550731),
          Map.entry("RunLengthNonUniformityNormalized", 0.8347545144809716),
          Map.entry("RunPercentage", 0.9166666666666667),
          Map.entry("RunVariance", 0.08262274275951421),
          Map.entry("ShortRunEmphasis", 0.931758067801931),
          Map.entry("ShortRunHighGrayLevelEmphasis", 40.97867670960366),
          Map.entry("ShortRunLowGrayLevelEmphasis", 0.0859270357654091));

  private static final Map<String, Double> OF_LESION =
      Map.ofEntries(
          Map.entry("10Percentile", 55.2),
          Map.entry("90Percentile", 245.0),
          Map.entry("Energy", 2368711.0),
          Map.entry("Entropy", 3.2631507277550527),
          Map.entry("InterquartileRange", 112.5),
          Map.entry("Kurtosis", 1.8778341677728883),
          Map.entry("Maximum", 254.0),
          Map.entry("MeanAbsoluteDeviation", 58.85703703703704),
          Map.entry("Mean", 147.23333333333332),
          Map.entry("Median", 156.0),
          Map.entry("Minimum", 4.0),
          Map.entry("Range", 250.0),
          Map.entry("RobustMeanAbsoluteDeviation", 47.78378378378378),
          Map.entry("RootMeanSquared", 162.23135058030897),
          Map.entry("Skewness", -0.11115563968848549),
          Map.entry("Uniformity", 0.11432098765432099),
          Map.entry("Variance", 4641.3566666666675),
          Map.entry("Autocorrelation", 42.68067769692769),
          Map.entry("ClusterProminence", 559.4899417170045),
          Map.entry("ClusterShade", -1.3309802678333504),
          Map.entry("ClusterTendency", 15.513825774405731),
          Map.entry("Contrast", 14.34904481404481),
          Map.entry("Correlation", 0.03796151873004047),
          Map.entry("DifferenceAverage", 3.133143913143913),
          Map.entry("DifferenceEntropy", 2.9073867859506817),
          Map.entry("DifferenceVariance", 4.513016642496753),
          Map.entry("Id", 0.3362626457001457),
          Map.entry("Idm", 0.23904697499162242),
          Map.entry("Idmn", 0.9059409711039159),
          Map.entry("Idn", 0.7952720886264277),
          Map.entry("Imc1", -0.19155641527907719),
          Map.entry("Imc2", 0.8422830979121891),
          Map.entry("InverseVariance", 0.26827449243406587),
          Map.entry("JointAverage", 6.510379129129129),
          Map.entry("JointEnergy", 0.01979819482444223),
          Map.entry("JointEntropy", 5.8752679230609255),
          Map.entry("MCC", 0.48711235589132695),
          Map.entry("MaximumProbability", 0.04168312543312543),
          Map.entry("SumAverage", 13.020758258258258),
          Map.entry("SumEntropy", 3.8157095407079193),
          Map.entry("SumSquares", 7.465717647112636),
          Map.entry("GrayLevelNonUniformity", 9.445133475076776),
          Map.entry("GrayLevelNonUniformityNormalized", 0.11211972303828786),
          Map.entry("GrayLevelVariance", 7.477411948871835),
          Map.entry("HighGrayLevelRunEmphasis", 47.840964699132655),
          Map.entry("LongRunEmphasis", 1.2050597347372685),
          Map.entry("LongRunHighGrayLevelEmphasis", 59.0512322398839),
          Map.entry("LongRunLowGrayLevelEmphasis", 0.081748845524188),
          Map.entry("LowGrayLevelRunEmphasis", 0.07336582415729356),
          Map.entry("RunEntropy", 3.523899992631058),
          Map.entry("RunLengthNonUniformity", 73.5535840842361),
          Map.entry("RunLengthNonUniformityNormalized", 0.8728611324474801),
          Map.entry("RunPercentage", 0.9361111111111111),
          Map.entry("RunVariance", 0.06356943377626),
          Map.entry("ShortRunEmphasis", 0.9487350663156829),
          Map.entry("ShortRunHighGrayLevelEmphasis", 45.038397813944854),
          Map.entry("ShortRunLowGrayLevelEmphasis", 0.07127006881556996),
          Map.entry("Elongation", 0.7055820981275683),
          Map.entry("MajorAxisLength", 12.992283173835895),
          Map.entry("MaximumDiameter", 13.416407864998739),
          Map.entry("MeshSurface", 89.5),
          Map.entry("MinorAxisLength", 9.167122421262633),
          Map.entry("Perimeter", 42.870057685088774),
          Map.entry("PerimeterSurfaceRatio", 0.4789950579339528),
          Map.entry("PixelSurface", 90.0),
          Map.entry("Sphericity", 0.7822802786419496));

  /** Grey values by a formula, some at the edge of a bin, taken to [-1, 1] as a float. */
  private static Tensor image() {
    float[] values = new float[HEIGHT * WIDTH];
    for (int i = 0; i < values.length; i++) {
      int y = i / WIDTH;
      int x = i % WIDTH;
      values[i] = (float) ((37 * x * x + 11 * x * y + 53 * y * y + 5 * x) % 256 / 127.5 - 1);
    }
    return Tensor.of(new Shape(1, 1, HEIGHT, WIDTH), values);
  }

  /** Relative, since grey values come through floats. */
  private static void assertFeatures(Map<String, Double> expected, Map<String, Double> found) {
    assertEquals(expected.keySet(), found.keySet());
    expected.forEach(
        (name, value) -> assertEquals(value, found.get(name), 1e-6 * (1 + Math.abs(value)), name));
  }

  /** A matrix of all couples of levels would not fit into memory. */
  @Test
  void greyValuesFarBeyondAnImageAreRefused() {
    for (float huge : new float[] {1e30f, 1_000}) {
      Tensor y = Tensor.of(new Shape(1, 1, 1, 2), -1, huge);
      String message =
          String.valueOf(
              assertThrows(IllegalArgumentException.class, () -> Radiomics.ofImage(y))
                  .getMessage());
      assertTrue(
          message.startsWith(
              "y: expected grey values of at most 1000 levels, each 25.0 wide, found "),
          message);
    }
  }

  @Test
  void anImageAsPyradiomicsMeasuresIt() {
    assertFeatures(OF_IMAGE, Radiomics.ofImage(image()));
  }

  @Test
  void aLesionAsPyradiomicsMeasuresIt() {
    assertFeatures(OF_LESION, Radiomics.ofLesion(image(), LESION));
  }

  @Test
  void channelsAreTakenByTheirMean() {
    Tensor grey = image();
    float[] both = new float[2 * HEIGHT * WIDTH];
    for (int i = 0; i < both.length; i++) {
      float value = grey.toArray()[i % (HEIGHT * WIDTH)];
      both[i] = i < HEIGHT * WIDTH ? value + 0.25f : value - 0.25f;
    }
    Tensor colour = Tensor.of(new Shape(1, 2, HEIGHT, WIDTH), both);
    assertFeatures(OF_IMAGE, Radiomics.ofImage(colour));
  }

  @Test
  void flatRegionsAreMeasuredAndLonePixelsRefused() {
    Tensor flat = Tensor.zeros(new Shape(1, 1, 3, 3));
    Map<String, Double> features = Radiomics.ofImage(flat);
    features.forEach((name, value) -> assertEquals(value, value, name));
    assertEquals(1, features.get("Correlation"));
    assertEquals(1, features.get("MCC"));
    assertEquals(0, features.get("Entropy"));
    Mask lone = TestMasks.rows("100", "000", "001");
    assertEquals(
        "region: expected pixels that touch, found 2 that do not",
        assertThrows(IllegalArgumentException.class, () -> Radiomics.ofLesion(flat, lone))
            .getMessage());
    Mask wide = TestMasks.rows("1111");
    assertThrows(IllegalArgumentException.class, () -> Radiomics.ofLesion(flat, wide));
  }
}
