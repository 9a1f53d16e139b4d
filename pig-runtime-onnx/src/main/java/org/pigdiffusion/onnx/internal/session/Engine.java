package org.pigdiffusion.onnx.internal.session;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import org.jspecify.annotations.Nullable;
import org.pigdiffusion.BackendException;

/** ONNX Runtime itself, of which a process has one. Lives as long as the process. */
public final class Engine {
  private static final System.Logger LOG = System.getLogger(Engine.class.getName());

  private static Threads sharedThreads = Threads.own(0, true);
  private static @Nullable Engine instance;
  private static @Nullable String fault;

  private final OrtEnvironment environment;
  private final boolean poolIsShared;

  private Engine(OrtEnvironment environment, boolean poolIsShared) {
    this.environment = environment;
    this.poolIsShared = poolIsShared;
  }

  public static synchronized void configure(Threads shared) {
    if (instance != null) {
      throw new IllegalStateException(
          "the shared thread pool exists already: configure it before the first model is opened");
    }
    sharedThreads = shared;
  }

  /**
   * Starts ONNX Runtime at the first call.
   *
   * @throws BackendException if it does not start; in this process it then never will
   */
  static synchronized Engine get() {
    if (fault != null) {
      throw new BackendException(fault);
    }
    Engine engine = instance;
    if (engine == null) {
      engine = start();
      KeptEnvironment.hold();
      instance = engine;
    }
    return engine;
  }

  private static Engine start() {
    EngineLibraries.unpack();
    try (OrtEnvironment.ThreadingOptions threads = new OrtEnvironment.ThreadingOptions()) {
      threads.setGlobalIntraOpNumThreads(sharedThreads.count());
      threads.setGlobalInterOpNumThreads(
          1); // graphs run in sequence: the second pool is never used
      threads.setGlobalSpinControl(sharedThreads.spinning());
      OrtEnvironment environment =
          OrtEnvironment.getEnvironment(
              OrtLoggingLevel
                  .ORT_LOGGING_LEVEL_FATAL, // errors are thrown, and need no second report
              OrtEnvironment.DEFAULT_NAME,
              threads);
      environment.setTelemetry(false); // on Windows it is on: the system's event log, sent as set
      return new Engine(environment, true);
    } catch (IllegalStateException alreadyStarted) {
      LOG.log(
          System.Logger.Level.WARNING,
          "ONNX Runtime was started by other code: its models share no thread pool");
      return new Engine(OrtEnvironment.getEnvironment(), false);
    } catch (OrtException | LinkageError e) {
      String reason = StartFault.reason(e);
      fault = reason;
      throw new BackendException(reason, e);
    }
  }

  OrtEnvironment environment() {
    return environment;
  }

  /** How many threads these are. */
  int count(Threads threads) {
    int asked = resolved(threads).count();
    return asked > 0 ? asked : Runtime.getRuntime().availableProcessors();
  }

  private static synchronized Threads resolved(Threads threads) {
    return threads.shared() ? sharedThreads : threads;
  }

  /** Options for a session on the CPU, fully optimised, to be closed by the caller. */
  SessionOptions options(Threads threads) throws OrtException {
    SessionOptions options = new SessionOptions();
    try {
      options.setOptimizationLevel(OptLevel.ALL_OPT);
      if (threads.shared() && poolIsShared) {
        options.disablePerSessionThreads();
      } else {
        Threads own = resolved(threads);
        options.setIntraOpNumThreads(own.count());
        options.addConfigEntry("session.intra_op.allow_spinning", own.spinning() ? "1" : "0");
      }
      return options;
    } catch (OrtException e) {
      options.close();
      throw e;
    }
  }
}
