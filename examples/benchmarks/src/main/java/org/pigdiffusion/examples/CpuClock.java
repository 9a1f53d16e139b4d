package org.pigdiffusion.examples;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Seconds of CPU that this process has used, all of its threads together: other work on the machine
 * has little say in them.
 */
final class CpuClock {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private CpuClock() {}

  static double seconds() {
    return SYSTEM.getProcessCpuTime() / 1e9;
  }
}
