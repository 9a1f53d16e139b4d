package org.pigdiffusion.examples.speed;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What this process holds; memory is in MB of 2^20 bytes. */
final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final double MEGABYTE = 1 << 20;

  private ProcessMemory() {}

  /** The heap that is in use after a garbage collection. */
  static double heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE;
  }

  /** Memory of the heap and of native code that is in RAM; empty where there is no Linux. */
  static OptionalDouble resident() throws IOException {
    return status("VmRSS:");
  }

  /** The most that was ever resident; empty where there is no Linux. */
  static OptionalDouble peak() throws IOException {
    return status("VmHWM:");
  }

  /** Threads of this process; empty where there is no Linux. */
  static OptionalDouble threads() throws IOException {
    return number("Threads:");
  }

  /** Open files of this process; empty where there is no Linux. */
  static OptionalDouble descriptors() throws IOException {
    if (!Files.isDirectory(DESCRIPTORS)) {
      return OptionalDouble.empty();
    }
    try (Stream<Path> open = Files.list(DESCRIPTORS)) {
      return OptionalDouble.of((double) open.count());
    }
  }

  private static OptionalDouble status(String key) throws IOException {
    OptionalDouble kilobytes = number(key);
    return kilobytes.isPresent() ? OptionalDouble.of(kilobytes.getAsDouble() / 1024) : kilobytes;
  }

  private static OptionalDouble number(String key) throws IOException {
    if (!Files.isReadable(STATUS)) {
      return OptionalDouble.empty();
    }
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith(key))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
        .findFirst();
  }

  /** Bytes that the current thread has allocated on the heap so far. */
  static long allocated() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.ThreadMXBean.class)
        .getCurrentThreadAllocatedBytes();
  }
}
