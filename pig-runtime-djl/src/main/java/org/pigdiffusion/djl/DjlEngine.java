package org.pigdiffusion.djl;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import org.pigdiffusion.BackendException;

/** Finds DJL's PyTorch engine, without ever downloading anything. */
public final class DjlEngine {
  static final String NAME = "PyTorch";
  private static final String OFFLINE = "ai.djl.offline";

  private DjlEngine() {}

  /**
   * A new manager of native memory, which the caller closes.
   *
   * @throws BackendException if the natives of this platform are not on the class path
   */
  static NDManager newManager() {
    return NDManager.newBaseManager(engine().defaultDevice(), NAME);
  }

  /**
   * Whether networks are computed on a GPU, which they are where the engine finds one.
   *
   * @throws BackendException if the natives of this platform are not on the class path
   */
  public static boolean isOnGpu() {
    return engine().defaultDevice().isGpu();
  }

  /**
   * The threads of the CPU that share an operation, as {@code OMP_NUM_THREADS} sets them.
   *
   * @throws BackendException if the natives of this platform are not on the class path
   */
  public static int threads() {
    engine();
    return JniUtils.getNumThreads();
  }

  /**
   * The engine.
   *
   * @throws BackendException if the natives of this platform are not on the class path
   */
  public static Engine engine() {
    // Without this, DJL answers a missing or unfitting native library by a download.
    if (System.getProperty(OFFLINE) == null) {
      System.setProperty(OFFLINE, "true");
    }
    try {
      return Engine.getEngine(NAME);
    } catch (EngineException | IllegalArgumentException | LinkageError e) {
      throw new BackendException(
          "DJL's PyTorch engine does not start on %s %s: add ai.djl.pytorch:pytorch-native-cpu:2.7.1"
                  .formatted(System.getProperty("os.name"), System.getProperty("os.arch"))
              + " with the classifier of this platform (linux-x86_64, osx-aarch64, win-x86_64, ...)"
              + " and ai.djl.pytorch:pytorch-jni:2.7.1-%s to the class path"
                  .formatted(Engine.getDjlVersion()),
          e);
    }
  }
}
