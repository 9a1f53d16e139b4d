package org.pigdiffusion.onnx.internal.session;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/**
 * Keeps the environment of ONNX Runtime until the process has ended. Its Java classes release it in
 * a shutdown hook, without waiting for calls that run or begin after it, such as those of a program
 * that finishes its batch when it is stopped. These then fail, or end the process in native code
 * (microsoft/onnxruntime#31352).
 *
 * <p>The native environment counts who holds it, and goes with the last. This makes one holder
 * more, which never lets go. The Java classes have a method for that, but not a public one.
 */
final class KeptEnvironment {
  private static final System.Logger LOG = System.getLogger(KeptEnvironment.class.getName());

  private KeptEnvironment() {}

  /** Holds the environment, which has been made before. */
  static void hold() {
    try {
      Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
      Method create =
          OrtEnvironment.class.getDeclaredMethod(
              "createHandle", long.class, int.class, String.class);
      if (!Modifier.isStatic(create.getModifiers())) {
        throw new NoSuchMethodException(create + " is not static");
      }
      api.setAccessible(true);
      create.setAccessible(true);
      create.invoke(
          null,
          api.getLong(null),
          OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL.getValue(),
          OrtEnvironment.DEFAULT_NAME);
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "This version of ONNX Runtime is not known: calls that run while the process ends may"
              + " fail or crash it; stop sampling before",
          e);
    }
  }
}
