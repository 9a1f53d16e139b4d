package org.pigdiffusion.unet;

/** Interprets a network as the formula it computes. */
final class Words implements UNetOps<String> {
  @Override
  public String conv(String name, String x, int in, int out, int kernel) {
    return name + "(" + x + ")";
  }

  @Override
  public String downsampleConv(String name, String x, int channels) {
    return name + "(" + x + ")";
  }

  @Override
  public String upsample(String x) {
    return "upsample(" + x + ")";
  }

  @Override
  public String spaceToDepth(String x, int channels, int block) {
    return "depth%d,%d(%s)".formatted(channels, block, x);
  }

  @Override
  public String depthToSpace(String x, int channels, int block) {
    return "space%d,%d(%s)".formatted(channels, block, x);
  }

  @Override
  public String groupNorm(String name, String x, int channels, int groups) {
    return name + "(" + x + ")";
  }

  @Override
  public String silu(String x) {
    return "silu(" + x + ")";
  }

  @Override
  public String linear(String name, String x, int in, int out) {
    return name + "(" + x + ")";
  }

  @Override
  public String add(String a, String b) {
    return "add(" + a + "," + b + ")";
  }

  @Override
  public String addEmbedding(String x, String embedding) {
    return "embed(" + x + "," + embedding + ")";
  }

  @Override
  public String concat(String a, String b) {
    return "concat(" + a + "," + b + ")";
  }

  @Override
  public String attention(String q, String k, String v, int channels) {
    return "attention(" + q + "," + k + "," + v + ")";
  }

  @Override
  public String timeEmbedding(String time, int size) {
    return "sines(" + time + ")";
  }

  @Override
  public String addLabels(String name, String embedding, int labels, int size) {
    return "told(" + embedding + ")";
  }

  @Override
  public String dropout(String x, double rate) {
    return "drop(" + x + ")";
  }
}
