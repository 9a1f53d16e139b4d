package org.pigdiffusion.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.unet.Weights;

class NativeMemoryTest {
  @Test
  void whatIsUploadedIsDownloaded() {
    Tensor tensor = Tensor.of(new org.pigdiffusion.Shape(1, 2, 1, 3), 1, 2, 3, 4, 5, 6);
    try (NDManager manager = DjlEngine.newManager()) {
      NDArray array = NativeMemory.upload(manager, tensor);
      assertEquals(new Shape(1, 2, 1, 3), array.getShape());
      assertEquals(tensor, NativeMemory.download(array));
      NDArray flat = array.reshape(-1);
      assertThrows(IllegalArgumentException.class, () -> NativeMemory.download(flat));
    }
  }

  @Test
  void arraysKeepTheirNamesOrderAndDimensions() {
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    arrays.put("b", new Weights.Array(List.of(3), 1, 2, 3));
    arrays.put("a", new Weights.Array(List.of(2, 1), 4, 5));
    try (NDManager manager = DjlEngine.newManager()) {
      Map<String, NDArray> uploaded = NativeMemory.upload(manager, arrays);
      assertEquals(List.of("b", "a"), List.copyOf(uploaded.keySet()));
      assertEquals(new Shape(2, 1), uploaded.get("a").getShape());
      assertArrayEquals(new float[] {1, 2, 3}, uploaded.get("b").toFloatArray());
      assertArrayEquals(new float[] {4, 5}, uploaded.get("a").toFloatArray());
    }
  }
}
