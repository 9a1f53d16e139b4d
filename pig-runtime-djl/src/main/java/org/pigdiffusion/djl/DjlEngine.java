package org.pigdiffusion.djl;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.util.Utils;
import com.google.common.base.Throwables;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.unet.UNetOps;

/** Finds DJL's PyTorch engine, without ever downloading anything. */
public final class DjlEngine {
  static final String NAME = "PyTorch";
  private static final String OFFLINE = "ai.djl.offline";

  /** On machines of one cloud DJL tells its makers of each start, unless this is true. */
  private static final String SILENT = "OPT_OUT_TRACKING";

  private static final Object COLLECTOR = new Object();

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
   * @throws BackendException if the natives of this platform are not on the class path, or cannot
   *     be unpacked, or may not be run; the message tells which, and what to do
   */
  public static Engine engine() {
    // Without this, DJL answers a missing or unfitting native library by a download.
    setUnlessSet(OFFLINE);
    setUnlessSet(SILENT);
    try {
      Files.createDirectories(Utils.getEngineCacheDir()); // else DJL fails with much noise before
      return Engine.getEngine(NAME);
    } catch (EngineException
        | IllegalArgumentException
        | IllegalCallerException
        | IOException
        | LinkageError e) {
      throw new BackendException(
          "DJL's PyTorch engine does not start on %s %s: %s"
              .formatted(System.getProperty("os.name"), System.getProperty("os.arch"), remedy(e)),
          e);
    }
  }

  /**
   * Computes with gradients. The engine has one collector of them in a process, so a second caller
   * waits for the first.
   *
   * @param pass what is computed: a forward pass, a call of the collector's {@code backward}, and
   *     whatever reads the gradients
   * @return what the pass returns
   * @throws BackendException if the natives of this platform are not on the class path
   */
  public static <T> T withGradients(Function<GradientCollector, T> pass) {
    synchronized (COLLECTOR) {
      try (GradientCollector collector = engine().newGradientCollector()) {
        return pass.apply(collector);
      }
    }
  }

  /**
   * Computes U-Nets, and other networks that are described by the same operations, on arrays of the
   * engine; without dropout.
   *
   * @param pass owns everything that is computed
   * @param parameters by name; either they belong to {@code pass}, or nothing is computed of them
   *     before they meet an array that does
   */
  public static UNetOps<NDArray> ops(NDManager pass, Map<String, NDArray> parameters) {
    return new DjlUNetOps(pass, parameters, Dropout.none(), Optional.empty());
  }

  private static void setUnlessSet(String property) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, "true");
    }
  }

  private static String remedy(Throwable fault) {
    Throwable root = Throwables.getRootCause(fault);
    if (root instanceof IllegalCallerException) {
      Module module = JniUtils.class.getModule();
      return "this process may not run native code; start it with java --enable-native-access="
          + (module.isNamed() ? module.getName() + ",com.sun.jna" : "ALL-UNNAMED");
    }
    if (root instanceof IOException) {
      return ("expected a folder that PyTorch's libraries can be unpacked to, found %s (%s); name"
              + " another in the environment variable or system property ENGINE_CACHE_DIR")
          .formatted(Utils.getEngineCacheDir(), root);
    }
    return ("add ai.djl.pytorch:pytorch-native-cpu:2.7.1"
            + " with the classifier of this platform (linux-x86_64, osx-aarch64, win-x86_64, ...)"
            + " and ai.djl.pytorch:pytorch-jni:2.7.1-%s to the class path, if they are not there (%s)")
        .formatted(Engine.getDjlVersion(), root);
  }
}
