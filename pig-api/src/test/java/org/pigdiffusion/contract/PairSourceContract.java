package org.pigdiffusion.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;

/**
 * What every {@link PairSource} does. The test of a source extends this class and says how a source
 * of two pairs or more is made.
 */
public abstract class PairSourceContract {
  private static final long[] KEYS = {0, 1, 2, 1L << 40, -1};

  /** A new source of at least two pairs; each time of the same ones. */
  protected abstract PairSource create() throws Exception;

  private static List<PairExample> examples(PairSource source) {
    List<PairExample> all = new ArrayList<>();
    for (int i = 0; i < source.size(); i++) {
      all.add(source.example(i));
    }
    return all;
  }

  private static List<PairExample> draws(PairSource source, long key) {
    List<PairExample> all = new ArrayList<>();
    for (int i = source.size() - 1; i >= 0; i--) {
      all.add(0, source.draw(i, key));
    }
    return all;
  }

  @Test
  void allPairsHaveTheSameShapesAndLieInTheRange() throws Exception {
    PairSource source = create();
    List<PairExample> all = examples(source);
    assertTrue(all.size() >= 2, "the contract needs two pairs");
    for (long key : KEYS) {
      all.addAll(draws(source, key));
    }
    for (PairExample pair : all) {
      assertEquals(all.get(0).x().shape(), pair.x().shape(), pair.name());
      assertEquals(all.get(0).y().shape(), pair.y().shape(), pair.name());
      for (Tensor image : List.of(pair.x(), pair.y())) {
        assertEquals(image, image.clamp(-1, 1), pair.name() + ": expected in [-1,1]");
      }
    }
  }

  @Test
  void everyPairHasANameAndAGroup() throws Exception {
    for (PairExample pair : examples(create())) {
      assertFalse(pair.name().isEmpty());
      assertFalse(pair.group().isEmpty());
    }
  }

  /** Or a training that was interrupted would not give what an uninterrupted one does. */
  @Test
  void aPairDependsOnItsIndexAndKeyAlone() throws Exception {
    PairSource source = create();
    List<PairExample> examples = examples(source);
    for (long key : KEYS) {
      List<PairExample> drawn = draws(source, key);
      assertEquals(drawn, draws(source, key), "again, key " + key);
      assertEquals(drawn, draws(create(), key), "another source, key " + key);
    }
    assertEquals(examples, examples(source));
    assertEquals(examples, examples(create()));
  }

  /** Another crop perhaps, but of the same picture: a split goes by the group of an example. */
  @Test
  void aDrawIsOfTheSamePairAsTheExample() throws Exception {
    PairSource source = create();
    for (int i = 0; i < source.size(); i++) {
      for (long key : KEYS) {
        assertEquals(source.example(i).name(), source.draw(i, key).name());
        assertEquals(source.example(i).group(), source.draw(i, key).group());
      }
    }
  }

  @Test
  void threadsMayReadInAnyOrder() throws Exception {
    PairSource source = create();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<List<PairExample>>> running = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int key = i % 2;
        running.add(threads.submit(() -> draws(source, key)));
      }
      for (int i = 0; i < 8; i++) {
        assertEquals(draws(create(), i % 2), running.get(i).get());
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void anIndexOutsideIsRefused() throws Exception {
    PairSource source = create();
    for (int index : new int[] {-1, source.size()}) {
      assertThrows(IndexOutOfBoundsException.class, () -> source.example(index));
      assertThrows(IndexOutOfBoundsException.class, () -> source.draw(index, 1));
    }
  }

  @Test
  void withoutXNothingElseIsMissing() throws Exception {
    PairSource source = create();
    PairSource unconditional = source.withoutX();
    assertEquals(source.size(), unconditional.size());
    for (int i = 0; i < source.size(); i++) {
      for (PairExample pair : List.of(unconditional.example(i), unconditional.draw(i, 1))) {
        assertEquals(0, pair.x().shape().channels());
      }
      assertEquals(source.example(i).y(), unconditional.example(i).y());
      assertEquals(source.draw(i, 1).y(), unconditional.draw(i, 1).y());
      assertEquals(source.draw(i, 1).group(), unconditional.draw(i, 1).group());
    }
  }
}
