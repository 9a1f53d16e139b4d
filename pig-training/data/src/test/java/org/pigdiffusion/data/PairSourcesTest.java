package org.pigdiffusion.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.contract.PairSourceContract;
import org.pigdiffusion.phantom.BreastPhantom;
import org.pigdiffusion.trainer.PairSource;

/** All sources of pairs, and what is made of them. */
class PairSourcesTest {
  private static final RandomCrop RULE = RandomCrop.zoom(0.7, 1.4).aroundLesions();

  @TempDir Path folder;

  private Path files() throws IOException {
    for (int pair = 0; pair < 4; pair++) {
      int[] samples = new int[20 * 24];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = 20 + i * 7 % 200 + pair;
      }
      TestPictures.grey(folder.resolve("images/" + pair + ".png"), 8, 24, samples);
      Region lesion = new Region(8 + pair, 8, 6, 6);
      TestPictures.mask(folder.resolve("masks/" + pair + ".png"), 20, 24, lesion);
    }
    return folder;
  }

  private PairData data() throws IOException {
    return PairData.folder(files(), Preprocessing.builder(8, 8).fit(Fit.STRETCH).build());
  }

  private RandomCrops crops() throws IOException {
    Preprocessing eight = Preprocessing.builder(8, 8).build();
    return RandomCrops.folder(files(), FolderLayout.standard(), eight, RULE);
  }

  @Nested
  class Files extends PairSourceContract {
    @Override
    protected PairSource create() throws IOException {
      return data();
    }
  }

  @Nested
  class Joined extends PairSourceContract {
    @Override
    protected PairSource create() throws IOException {
      return PairData.join(List.of(data(), data()));
    }
  }

  @Nested
  class Crops extends PairSourceContract {
    @Override
    protected PairSource create() throws IOException {
      return crops();
    }
  }

  @Nested
  class PartOfCrops extends PairSourceContract {
    @Override
    protected PairSource create() throws IOException {
      return crops().split(new Split(0.5, 1)).training();
    }
  }

  @Nested
  class CropsWithoutX extends PairSourceContract {
    @Override
    protected PairSource create() throws IOException {
      return crops().withoutX();
    }
  }

  @Nested
  class FilesFollowedByCrops extends PairSourceContract {
    @Override
    protected PairSource create() throws IOException {
      return data().followedBy(crops());
    }

    @Test
    void theSecondBeginsWhereTheFirstEnds() throws IOException {
      PairSource both = create();
      assertEquals(8, both.size());
      assertEquals(data().example(3).y(), both.example(3).y());
      assertEquals(crops().example(0).y(), both.example(4).y());
      assertEquals(crops().draw(1, 5).y(), both.draw(5, 5).y());
    }
  }

  @Nested
  class Phantoms extends PairSourceContract {
    @Override
    protected PairSource create() {
      return BreastPhantom.of(3, 1, 16);
    }
  }

  @Nested
  class PhantomsInMemory extends PairSourceContract {
    @Override
    protected PairSource create() {
      return PairData.inMemory(BreastPhantom.of(3, 1, 16));
    }
  }
}
