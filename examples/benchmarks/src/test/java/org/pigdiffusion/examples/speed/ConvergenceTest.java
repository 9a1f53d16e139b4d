package org.pigdiffusion.examples.speed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.scheduler.Ddim;
import org.pigdiffusion.scheduler.TimeGrid;
import picocli.CommandLine;

class ConvergenceTest {
  @TempDir Path folder;

  @Test
  void writesTheChart() throws IOException {
    Path chart = folder.resolve("chart.png");
    assertEquals(0, new CommandLine(new Convergence()).execute("--out=" + chart));
    assertTrue(Files.size(chart) > 0);
    assertEquals(760, ImageIO.read(chart.toFile()).getWidth());
  }

  /** The orders themselves are tested where the methods are. */
  @Test
  void theErrorIsThatOfAKnownCase() {
    GaussianFlow point = new GaussianFlow(NoiseSchedule.paper(), 0.3, 0);
    assertEquals(0, point.error(Ddim.ofSteps(20)), 1e-6, "one clean image: DDIM is exact");
    GaussianFlow wide = new GaussianFlow(NoiseSchedule.paper(), 0.3, 0.5);
    TimeGrid grid = TimeGrid.karras();
    double at40 = wide.error(Ddim.ofSteps(40).withGrid(grid));
    assertEquals(2, at40 / wide.error(Ddim.ofSteps(80).withGrid(grid)), 0.2);
  }
}
