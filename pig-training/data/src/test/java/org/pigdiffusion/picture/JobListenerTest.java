package org.pigdiffusion.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.sampler.SamplingListener;

class JobListenerTest {

  /** A method that comes later must not be forgotten here. */
  @Test
  void theListenerOfAJobHearsOfEverything() {
    Set<String> inherited = new TreeSet<>();
    for (Method method : JobListener.class.getMethods()) {
      if (method.getDeclaringClass() == SamplingListener.class
          && !Modifier.isStatic(method.getModifiers())) {
        inherited.add(method.getName());
      }
    }
    assertEquals(Set.of("and"), inherited);
  }
}
