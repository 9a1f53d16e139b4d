package org.pigdiffusion.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BatchThreadsTest {
  @BeforeAll
  static void startEngine() {
    DjlEngine.engine();
  }

  @Test
  void partsAreOfOneSize() {
    try (BatchThreads four = new BatchThreads(4)) {
      assertEquals(
          List.of(1, 2, 3, 4, 1, 3, 1, 4),
          List.of(1, 2, 3, 4, 5, 6, 7, 8).stream().map(four::parts).toList());
    }
  }

  @Test
  void eachPartHasItsShareOfTheEnginesThreads() {
    int before = JniUtils.getNumThreads();
    JniUtils.setNumThreads(4);
    try (BatchThreads four = new BatchThreads(4)) {
      assertEquals(List.of(2, 2), four.run(2, part -> JniUtils.getNumThreads()));
      assertEquals(List.of(1, 1, 1, 1), four.run(4, part -> JniUtils.getNumThreads()));
      assertEquals(List.of(4), four.run(1, part -> JniUtils.getNumThreads()));
      assertEquals(List.of(2, 2), four.run(2, part -> JniUtils.getNumThreads()));
      assertEquals(4, JniUtils.getNumThreads(), "the caller keeps all");
    } finally {
      JniUtils.setNumThreads(before);
    }
  }

  @Test
  void aFailureIsThrownWhenAllPartsHaveEnded() {
    AtomicInteger ended = new AtomicInteger();
    IllegalStateException failure = new IllegalStateException();
    try (BatchThreads three = new BatchThreads(3)) {
      assertSame(
          failure,
          assertThrows(
              IllegalStateException.class,
              () ->
                  three.run(
                      3,
                      part -> {
                        if (part == 0) {
                          throw failure;
                        }
                        return ended.incrementAndGet();
                      })));
      assertEquals(2, ended.get());
    }
  }
}
