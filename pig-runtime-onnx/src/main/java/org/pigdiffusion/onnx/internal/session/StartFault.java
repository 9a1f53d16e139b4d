package org.pigdiffusion.onnx.internal.session;

import ai.onnxruntime.OrtEnvironment;
import com.google.common.base.Throwables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.pigdiffusion.BackendException;

/** Why ONNX Runtime does not start, in a sentence with the remedy. */
final class StartFault {
  private static final String START = "ONNX Runtime does not start: ";

  private StartFault() {}

  static String reason(Throwable fault) {
    Throwable root = Throwables.getRootCause(fault);
    if (root instanceof IllegalCallerException) {
      Module module = OrtEnvironment.class.getModule();
      return START
          + "this process may not run native code; start it with java --enable-native-access="
          + (module.isNamed() ? module.getName() : "ALL-UNNAMED");
    }
    return START + root;
  }

  static BackendException noTemporaryFolder(IOException fault) {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    String found = Files.isDirectory(folder) ? "one that does not take them" : "no such folder";
    return new BackendException(
        START
            + "expected a folder for temporary files, to unpack its libraries to, found %s at %s (%s);"
                .formatted(found, folder, fault)
            + " give another with java -Djava.io.tmpdir=FOLDER",
        fault);
  }
}
