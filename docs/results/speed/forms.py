"""Times forms of the exported U-Net on ONNX Runtime's CPU provider against each other.

    forms.py X.safetensors [--forms NAME ...] [--cases SIZE ...] [--rounds N]

The file holds weights of the reference network; StepSpeed --keep FOLDER writes such ones. Each form
is the network written anew. In each round every form computes one call. Printed are the median,
least and greatest of the rounds, those of the ratios to the first form in the same round, and the
greatest difference from the first form's result. A batch is divided between two threads in sessions
of one thread, as this library does; a single image is computed by one session of two.
Needs onnx, onnxruntime and safetensors.
"""

import argparse
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import onnx
import onnxruntime
from onnx import helper, numpy_helper
from safetensors.numpy import load_file

WIDTHS = (32, 32, 64, 64, 128, 128)
BLOCKS, GROUPS, EPSILON = 2, 32, 1e-6
THREADS, TOLERANCE = 2, 1e-4
CASES = {"64x64": (8, 64), "256x256": (1, 256), "512x512": (1, 512)}


class Form:
    """The network with a group as one channel of an instance normalisation."""

    def __init__(self, weights):
        self.weights, self.nodes, self.constants, self.shapes = weights, [], {}, {}

    def op(self, kind, *inputs, **attributes):
        output = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [output], output, **attributes))
        return output

    def constant(self, name, value):
        self.constants[name] = numpy_helper.from_array(np.asarray(value), name)
        return name

    def integers(self, *values):
        return self.constant("i" + "_".join(map(str, values)), np.array(values, np.int64))

    def floats(self, name, value):
        return self.constant(name, np.asarray(value, np.float32))

    def weight(self, name, *shape):
        value = self.weights[name]
        return self.constant(name, value.reshape(shape) if shape else value)

    def channels(self, name):
        return self.weights[name + ".weight"].size

    # the operations of the network

    def conv(self, name, x, stride=1):
        kernel = self.weights[name + ".weight"].shape[-1]
        pad = kernel // 2
        pads = [pad] * 4 if stride == 1 else [0, 0, 1, 1]
        parameters = self.weight(name + ".weight"), self.weight(name + ".bias")
        return self.op(
            "Conv", x, *parameters, kernel_shape=[kernel] * 2, strides=[stride] * 2, pads=pads
        )

    def upsample(self, x):
        scales = self.floats("scales", [1, 1, 2, 2])
        return self.op(
            "Resize",
            x,
            "",
            scales,
            mode="nearest",
            coordinate_transformation_mode="asymmetric",
            nearest_mode="floor",
        )

    def linear(self, name, x):
        parameters = self.weight(name + ".weight"), self.weight(name + ".bias")
        return self.op("Gemm", x, *parameters, transB=1)

    def silu(self, x):
        return self.op("Mul", x, self.op("Sigmoid", x))

    def add(self, a, b):
        return self.op("Add", a, b)

    def concat(self, a, b):
        return self.op("Concat", a, b, axis=1)

    def add_embedding(self, x, embedding):
        return self.op("Add", x, self.op("Unsqueeze", embedding, self.integers(2, 3)))

    def normal(self, x):
        """Groups of mean 0 and variance 1."""
        groups = self.op("Reshape", x, self.integers(0, GROUPS, -1))
        ones = self.floats("ones", np.ones(GROUPS))
        zeros = self.floats("zeros", np.zeros(GROUPS))
        normal = self.op("InstanceNormalization", groups, ones, zeros, epsilon=EPSILON)
        return self.op("Reshape", normal, self.op("Shape", x))

    def group_norm(self, name, x):
        shape = self.channels(name), 1, 1
        scaled = self.op("Mul", self.normal(x), self.weight(name + ".weight", *shape))
        return self.op("Add", scaled, self.weight(name + ".bias", *shape))

    def attention(self, q, k, v, channels):
        shape = self.integers(0, channels, -1)
        q_scaled = self.op("Mul", q, self.floats("scale", channels**-0.5))
        rows = self.op("Transpose", self.op("Reshape", q_scaled, shape), perm=[0, 2, 1])
        shares = self.op("Softmax", self.op("MatMul", rows, self.op("Reshape", k, shape)), axis=-1)
        columns = self.op("Transpose", shares, perm=[0, 2, 1])
        mixed = self.op("MatMul", self.op("Reshape", v, shape), columns)
        return self.op("Reshape", mixed, self.op("Shape", q))

    def time_embedding(self, time, size):
        frequencies = 10000 ** (-np.arange(size // 2) / (size // 2 - 1))
        column = self.op("Unsqueeze", time, self.integers(1))
        angles = self.op("Mul", column, self.floats("frequencies", frequencies[None]))
        return self.op("Concat", self.op("Sin", angles), self.op("Cos", angles), axis=1)

    # the network

    def residual(self, name, x):
        h = self.silu(self.group_norm(name + ".norm1", x))
        h = self.conv(name + ".conv1", h)
        h = self.add_embedding(h, self.linear(name + ".temb_proj", self.embedding))
        h = self.silu(self.group_norm(name + ".norm2", h))
        h = self.conv(name + ".conv2", h)
        shortcut = name + ".nin_shortcut"
        return self.add(self.conv(shortcut, x) if shortcut + ".weight" in self.weights else x, h)

    def attend(self, name, x):
        h = self.group_norm(name + ".norm", x)
        qkv = [self.conv(f"{name}.{role}", h) for role in "qkv"]
        h = self.attention(*qkv, self.channels(name + ".norm"))
        return self.add(x, self.conv(name + ".proj_out", h))

    def network(self, noisy, condition, time):
        embedding = self.time_embedding(time, WIDTHS[0])
        embedding = self.silu(self.linear("temb.dense.0", embedding))
        self.embedding = self.silu(self.linear("temb.dense.1", embedding))
        deepest = len(WIDTHS) - 1
        h = self.conv("conv_in", self.op("Concat", noisy, condition, axis=1))
        skips = [h]
        for level in range(len(WIDTHS)):
            for block in range(BLOCKS):
                h = self.residual(f"down.{level}.block.{block}", h)
                if level == deepest:
                    h = self.attend(f"down.{level}.attn.{block}", h)
                skips.append(h)
            if level < deepest:
                h = self.conv(f"down.{level}.downsample.conv", h, stride=2)
                skips.append(h)
        h = self.residual("mid.block_1", h)
        h = self.residual("mid.block_2", self.attend("mid.attn_1", h))
        for level in reversed(range(len(WIDTHS))):
            for block in range(BLOCKS + 1):
                h = self.residual(f"up.{level}.block.{block}", self.concat(h, skips.pop()))
                if level == deepest:
                    h = self.attend(f"up.{level}.attn.{block}", h)
            if level > 0:
                h = self.conv(f"up.{level}.upsample.conv", self.upsample(h))
        return self.conv("conv_out", self.silu(self.group_norm("norm_out", h)))

    def model(self, shape=("N", 1, "H", "W")):
        prediction = self.network("noisy", "condition", "time")
        self.nodes.append(helper.make_node("Identity", [prediction], ["prediction"]))

        def value(name, shape):
            return helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, shape)

        graph = helper.make_graph(
            self.nodes,
            "unet",
            [value("noisy", shape), value("condition", shape), value("time", shape[:1])],
            [value("prediction", shape)],
            list(self.constants.values()),
            value_info=[value(name, shape) for name, shape in self.shapes.items()],
        )
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


class Folded(Form):
    """Scale and shift in the instance normalisation where a group is one channel."""

    def group_norm(self, name, x):
        if self.channels(name) != GROUPS:
            return super().group_norm(name, x)
        parameters = self.weight(name + ".weight", GROUPS), self.weight(name + ".bias", GROUPS)
        return self.op("InstanceNormalization", x, *parameters, epsilon=EPSILON)


class NoShift(Folded):
    """Also no embedding where a group is one channel: its mean is subtracted again."""

    def add_embedding(self, x, embedding):
        channels = self.weights[self.projection + ".bias"].size
        return x if channels == GROUPS else super().add_embedding(x, embedding)

    def linear(self, name, x):
        self.projection = name
        return super().linear(name, x)


class Declared(NoShift):
    """Also the shape of every convolution's result is declared, by the names of its dimensions."""

    halvings = 0

    def conv(self, name, x, stride=1):
        self.halvings += stride - 1
        share = f"/{1 << self.halvings}" if self.halvings else ""
        result = super().conv(name, x, stride)
        self.shapes[result] = "N", self.weights[name + ".bias"].size, "H" + share, "W" + share
        return result

    def upsample(self, x):
        self.halvings -= 1
        return super().upsample(x)


class BatchNorm(Declared):
    """Also other groups' scale and shift as one batch normalisation."""

    def group_norm(self, name, x):
        channels = self.channels(name)
        if channels == GROUPS:
            return super().group_norm(name, x)
        parameters = self.weight(name + ".weight", channels), self.weight(name + ".bias", channels)
        zeros = self.floats(f"mean{channels}", np.zeros(channels))
        ones = self.floats(f"variance{channels}", np.full(channels, 1 - 2**-16))
        normal = self.normal(x)
        return self.op("BatchNormalization", normal, *parameters, zeros, ones, epsilon=2**-16)


class Moments(Form):
    """The variance as mean square less squared mean: every operation runs on all threads."""

    def group_norm(self, name, x):
        channels = self.channels(name)
        groups = self.integers(0, GROUPS, channels // GROUPS)

        def of_groups(map):
            of_channels = self.op("GlobalAveragePool", map)
            return self.op("ReduceMean", self.op("Reshape", of_channels, groups), axes=[-1])

        mean, square = of_groups(x), of_groups(self.op("Mul", x, x))
        variance = self.op("Relu", self.op("Sub", square, self.op("Mul", mean, mean)))
        deviation = self.op("Sqrt", self.op("Add", variance, self.floats("epsilon", EPSILON)))
        shape = GROUPS, channels // GROUPS
        scale = self.op("Div", self.weight(name + ".weight", *shape), deviation)
        shift = self.op("Mul", mean, scale)
        shift = self.op("Sub", self.weight(name + ".bias", *shape), shift)
        of_map = self.integers(0, channels, 1, 1)
        scaled = self.op("Mul", x, self.op("Reshape", scale, of_map))
        return self.op("Add", scaled, self.op("Reshape", shift, of_map))


class PlainAttention(BatchNorm):
    """As the fastest, attention scaled after the product, not before."""

    def attention(self, q, k, v, channels):
        shape = self.integers(0, channels, -1)
        rows = self.op("Transpose", self.op("Reshape", q, shape), perm=[0, 2, 1])
        dot = self.op("MatMul", rows, self.op("Reshape", k, shape))
        dot = self.op("Mul", dot, self.floats("scale", channels**-0.5))
        columns = self.op("Transpose", self.op("Softmax", dot, axis=-1), perm=[0, 2, 1])
        mixed = self.op("MatMul", self.op("Reshape", v, shape), columns)
        return self.op("Reshape", mixed, self.op("Shape", q))


EXTENDED = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED

# the form, and what is set in the session
FORMS = {
    "plain": (Form, {}),
    "folded": (Folded, {}),
    "no-shift": (NoShift, {}),
    "declared": (Declared, {}),
    "batch-norm": (BatchNorm, {}),
    "moments": (Moments, {}),
    "plain-attention": (PlainAttention, {}),
    "static": (BatchNorm, {"static": True}),
    "unblocked": (BatchNorm, {"graph_optimization_level": EXTENDED}),
    "sigmoid": (BatchNorm, {"disabled_optimizers": ["QuickGeluFusion"]}),
    "no-arena": (BatchNorm, {"enable_cpu_mem_arena": False}),
    "no-pattern": (BatchNorm, {"enable_mem_pattern": False}),
    "small-blocks": (BatchNorm, {"entries": {"session.dynamic_block_base": "4"}}),
    "no-denormals": (BatchNorm, {"entries": {"session.set_denormal_as_zero": "1"}}),
}


def weights(path):
    """The weights of a file; scales and shifts are made random, lest a mistake in them hide."""
    random = np.random.default_rng(0)
    arrays = load_file(path)
    for name in arrays:
        if "norm" in name:
            shape = arrays[name].shape
            arrays[name] = arrays[name] + 0.3 * random.standard_normal(shape, np.float32)
    return arrays


class Contestant:
    """A form in a session, called by as many threads as compute a batch side by side."""

    def __init__(self, name, arrays, batch, size):
        form, options = FORMS[name]
        options = dict(options)
        self.name, self.ms = name, []
        self.parts = THREADS if batch > 1 else 1
        images = batch // self.parts
        static = options.pop("static", False)
        model = form(arrays).model((images, 1, size, size) if static else ("N", 1, "H", "W"))
        settings = onnxruntime.SessionOptions()
        settings.intra_op_num_threads = THREADS // self.parts
        for key, value in options.pop("entries", {}).items():
            settings.add_session_config_entry(key, value)
        disabled = options.pop("disabled_optimizers", [])
        for key, value in options.items():
            setattr(settings, key, value)
        self.session = onnxruntime.InferenceSession(
            model.SerializeToString(),
            settings,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=disabled,
        )
        self.pool = ThreadPoolExecutor(self.parts)

    def run(self, feeds):
        """The milliseconds of a call, and its result."""
        parts = [
            {name: array[i :: self.parts] for name, array in feeds.items()}
            for i in range(self.parts)
        ]
        begun = time.perf_counter()
        results = list(self.pool.map(lambda part: self.session.run(None, part)[0], parts))
        return (time.perf_counter() - begun) * 1e3, np.concatenate(results)


def compare(case, names, arrays, rounds):
    batch, size = CASES[case]
    random = np.random.default_rng(1)
    shape = batch, 1, size, size
    feeds = {name: random.standard_normal(shape, np.float32) for name in ("noisy", "condition")}
    feeds["time"] = np.full(batch, 500, np.float32)
    contestants = [Contestant(name, arrays, batch, size) for name in names]
    results = [contestant.run(feeds)[1] for contestant in contestants]
    for turn in range(rounds):
        for i in range(len(names)):
            contestant = contestants[(turn + i) % len(names)]
            contestant.ms.append(contestant.run(feeds)[0])
    print(f"{case}, batch {batch}: ms a call, ratio to the first, difference from the first")
    first = contestants[0]
    for contestant, result in zip(contestants, results):
        ms = contestant.ms
        ratios = [own / others for own, others in zip(ms, first.ms)]
        off = np.abs(result - results[0]).max()
        print(
            f"  {contestant.name:16}"
            f" {statistics.median(ms):6.0f} ({min(ms):.0f} to {max(ms):.0f})"
            f"  {statistics.median(ratios):.3f} ({min(ratios):.2f} to {max(ratios):.2f})"
            f"  {off:.0e}{'' if off < TOLERANCE else ' REFUSED'}",
            flush=True,
        )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("--forms", nargs="+", default=list(FORMS), choices=FORMS)
    parser.add_argument("--cases", nargs="+", default=list(CASES), choices=CASES)
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    arrays = weights(arguments.file)
    for case in arguments.cases:
        compare(case, arguments.forms, arrays, arguments.rounds)


if __name__ == "__main__":
    main()
