package org.pigdiffusion.unet;

/**
 * The operations of which {@link UNet#forward} is made. A backend interprets them: by computing, by
 * writing graph nodes, or by noting parameters. Operations with a name have the parameters {@code
 * name.weight} and {@code name.bias}, of the shapes that PyTorch gives them.
 *
 * @param <T> what the backend passes from operation to operation; feature maps are {@code
 *     [n,c,h,w]}, embeddings {@code [n,c]}
 */
public interface UNetOps<T> {

  /** A square convolution, stride 1, padded to keep the size. Weight {@code [out,in,k,k]}. */
  T conv(String name, T x, int in, int out, int kernel);

  /**
   * A 3x3 convolution of stride 2 on an input padded by one zero row below and one zero column to
   * the right; halves the size. Weight {@code [channels,channels,3,3]}.
   */
  T downsampleConv(String name, T x, int channels);

  /** Doubles height and width by repeating each pixel. */
  T upsample(T x);

  /**
   * Makes channels of the pixels of each block: {@code [n,c,h,w]} becomes {@code
   * [n,c*block^2,h/block,w/block]}, and channel {@code (k*block + i)*block + j} holds what channel
   * {@code k} has in row {@code i} and column {@code j} of the blocks (PyTorch's pixel unshuffle).
   *
   * @param channels c
   */
  T spaceToDepth(T x, int channels, int block);

  /**
   * The inverse of {@link #spaceToDepth}: {@code [n,c*block^2,h,w]} becomes {@code
   * [n,c,h*block,w*block]}.
   */
  T depthToSpace(T x, int channels, int block);

  /** Group normalisation with 1e-6 added to the variance, then a scale and shift per channel. */
  T groupNorm(String name, T x, int channels, int groups);

  /** {@code x sigmoid(x)}, for feature maps and embeddings. */
  T silu(T x);

  /** An affine map of an embedding. Weight {@code [out,in]}. */
  T linear(String name, T x, int in, int out);

  /** The sum of two feature maps. */
  T add(T a, T b);

  /** Adds an embedding {@code [n,c]} to every pixel of a feature map {@code [n,c,h,w]}. */
  T addEmbedding(T x, T embedding);

  /** Joins two feature maps along the channel axis. */
  T concat(T a, T b);

  /**
   * Dot-product attention between all pixels: with q, k, v as {@code [n,c,h*w]}, {@code out[:,i] =
   * sum_j softmax_j(q_i . k_j / sqrt(c)) v_j}.
   */
  T attention(T q, T k, T v, int channels);

  /**
   * The sinusoidal embedding of the time step: with {@code half = size / 2} and {@code w_j =
   * 10000^(-j / (half - 1))}, {@code [sin(t w_0) ... sin(t w_half-1), cos(t w_0) ...]}.
   */
  T timeEmbedding(T time, int size);

  /**
   * Adds to the embedding of each image what a linear map without bias, of weight {@code
   * [size,labels]}, makes of the labels of its augmentation, so that a training image that was
   * changed is not taken for one of the kind that is to be sampled (Karras et al. 2022, arXiv
   * 2206.00364, appendix F.2). Labels of 0 say that an image is as it was, and add nothing. An
   * interpretation that has no labels, as in sampling, leaves the embedding as it is.
   *
   * @param labels the numbers of each image
   * @param size of the embedding
   */
  default T addLabels(String name, T embedding, int labels, int size) {
    return embedding;
  }

  /** Sets a share of the values to zero and scales the others up; only while training. */
  T dropout(T x, double rate);
}
