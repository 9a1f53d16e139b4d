"""Makes an 8-bit pair of an exported pair, and times the two against each other.

    int8.py PAIR OUTPUT [--size 64] [--batch 8] [--steps 16] [--rounds 7] [--threads 1]

PAIR is a folder with x.onnx and y.onnx, which OUTPUT gets too, cards included. The convolutions
compute in 8 bits, weights with a scale for each channel, save the first and the last of a network;
everything else stays float. The ranges of the maps are those met on trajectories that the pair
samples itself, jointly and deterministically, the guide clipped to the card's range. Schedules
other than the linear one and predictions other than velocity and noise are refused.
Needs onnx and onnxruntime.
"""

import argparse
import logging
import pathlib
import re
import statistics
import time

import numpy as np
import onnx
import onnxruntime
from onnxruntime import quantization

ENDS = {"conv_in.weight", "conv_out.weight"}


def session(path, threads):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def predict(network, noisy, condition, t):
    """The inputs of a call, and its prediction."""
    times = np.full(len(noisy), t, np.float32)
    inputs = {"noisy": noisy, "condition": condition, "time": times}
    return inputs, network.run(None, inputs)[0]


def step(card, sample, prediction, abar, next_abar):
    """The clean estimate and the next sample of a deterministic DDIM step."""
    root, rest = abar**0.5, (1 - abar) ** 0.5
    match card["pig.prediction"]:
        case "velocity":
            clean, noise = root * sample - rest * prediction, rest * sample + root * prediction
        case "noise":
            clean, noise = (sample - rest * prediction) / root, prediction
        case other:
            raise SystemExit(f"prediction: expected velocity or noise, found {other}")
    following = next_abar**0.5 * clean + (1 - next_abar) ** 0.5 * noise
    return clean.astype(np.float32), following.astype(np.float32)


def trajectories(folder, size, batch, steps):
    """The inputs of all calls of x and of y while pairs are sampled."""
    networks = [session(folder / f"{role}.onnx", 0) for role in "xy"]
    card = networks[0].get_modelmeta().custom_metadata_map
    linear = re.fullmatch(r"linear\((\d+),(.*),(.*)\)", card["pig.schedule"])
    if not linear:
        raise SystemExit(f"schedule: expected linear(...), found {card['pig.schedule']}")
    count, first, last = (float(value) for value in linear.groups())
    alpha_bars = np.cumprod(1 - np.linspace(first, last, int(count)))
    low, high = float(card["pig.range.low"]), float(card["pig.range.high"])
    random = np.random.default_rng(0)
    channels = [network.get_inputs()[0].shape[1] for network in networks]
    x, y = (random.standard_normal((batch, c, size, size), np.float32) for c in channels)
    times = np.linspace(count - 1, 0, steps + 1).round().astype(int)[:-1]
    calls = [], []
    for t, following in zip(times, [*times[1:], None]):
        abar, next_abar = alpha_bars[t], 1 if following is None else alpha_bars[following]
        inputs, prediction = predict(networks[0], x, y, t)
        calls[0].append(inputs)
        guide, x = step(card, x, prediction, abar, next_abar)
        inputs, prediction = predict(networks[1], y, guide.clip(low, high), t)
        calls[1].append(inputs)
        _, y = step(card, y, prediction, abar, next_abar)
    return calls


class Calls(quantization.CalibrationDataReader):
    def __init__(self, calls):
        self.calls = iter(calls)

    def get_next(self):
        return next(self.calls, None)


def quantise(path, output, calls):
    model = onnx.load(path)
    quantization.quantize_static(
        path,
        output,
        Calls(calls),
        quant_format=quantization.QuantFormat.QDQ,
        per_channel=True,
        activation_type=quantization.QuantType.QUInt8,
        weight_type=quantization.QuantType.QInt8,
        nodes_to_quantize=[
            node.name
            for node in model.graph.node
            if node.op_type == "Conv" and node.input[1] not in ENDS
        ],
    )
    quantised = onnx.load(output)
    del quantised.metadata_props[:]
    quantised.metadata_props.extend(model.metadata_props)
    onnx.save(quantised, output)


def compare(path, output, calls, rounds, threads):
    sessions = [session(file, threads) for file in (path, output)]
    off = [
        (sessions[1].run(None, inputs)[0] - sessions[0].run(None, inputs)[0]).std()
        for inputs in calls
    ]
    print(f"{path.name}: rms difference at the first call {off[0]:.3f}, at the last {off[-1]:.3f}")
    ms = [], []
    for _ in range(rounds):
        for times, network in zip(ms, sessions):
            begun = time.perf_counter()
            network.run(None, calls[0])
            times.append((time.perf_counter() - begun) * 1e3)
    ratios = [whole / eighth for whole, eighth in zip(*ms)]
    for name, values in ("float, ms", ms[0]), ("8 bits, ms", ms[1]), ("times as fast", ratios):
        median = statistics.median(values)
        print(f"  {name:14} {median:.2f} ({min(values):.2f} to {max(values):.2f})")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("pair", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    defaults = {"size": 64, "batch": 8, "steps": 16, "rounds": 7, "threads": 1}
    for name, default in defaults.items():
        parser.add_argument("--" + name, type=int, default=default)
    of = parser.parse_args()
    logging.getLogger().setLevel(logging.ERROR)  # the quantiser advises a step of no use here
    of.output.mkdir(parents=True, exist_ok=True)
    for role, calls in zip("xy", trajectories(of.pair, of.size, of.batch, of.steps)):
        files = of.pair / f"{role}.onnx", of.output / f"{role}.onnx"
        quantise(*files, calls)
        compare(*files, calls, of.rounds, of.threads)


if __name__ == "__main__":
    main()
