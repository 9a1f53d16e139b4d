package org.pigdiffusion.examples.speed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Scanner;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class StepSpeedTest {
  /** A peer that answers each request with its number of steps and the arguments' sum. */
  static final class FakePeer {
    private FakePeer() {}

    public static void main(String[] args) {
      int sum = Integer.parseInt(args[1]) + Integer.parseInt(args[2]) + Integer.parseInt(args[3]);
      try (Scanner requests = new Scanner(System.in, StandardCharsets.UTF_8)) {
        while (requests.hasNextInt()) {
          System.out.println(requests.nextInt() * 1000 + sum);
        }
      }
    }
  }

  static String fakePeer() {
    return "%s -cp %s %s"
        .formatted(
            Path.of(System.getProperty("java.home"), "bin", "java"),
            System.getProperty("java.class.path"),
            FakePeer.class.getName());
  }

  @Test
  void aPeerIsAskedOverItsStreams() throws IOException {
    try (PeerContestant peer = new PeerContestant(fakePeer(), List.of("folder", "64", "8", "2"))) {
      assertEquals(3074, peer.run(3).stepMillis());
      assertEquals(1074, peer.run(1).stepMillis());
    }
  }

  @Test
  void aPeerThatEndsIsNamed() throws IOException {
    try (PeerContestant peer = new PeerContestant(fakePeer(), List.of("folder"))) {
      assertTrue(assertThrows(IOException.class, () -> peer.run(1)).getMessage().contains("ended"));
    }
  }

  @Test
  void printsALineForEachContestant() {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      assertEquals(
          0,
          new CommandLine(new StepSpeed())
              .execute(
                  "--size=32", "--batch=1", "--steps=1", "--rounds=1", "--peer=" + fakePeer()));
    } finally {
      System.setOut(before);
    }
    List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
    assertTrue(lines.get(2).startsWith("ONNX Runtime on cpu"), () -> lines.toString());
    assertTrue(lines.get(3).startsWith("DJL"), () -> lines.toString());
    assertTrue(lines.stream().anyMatch(line -> line.contains("1035 (1035 to 1035)")));
    assertTrue(lines.get(lines.size() - 1).startsWith("matrix peak"), () -> lines.toString());
  }
}
