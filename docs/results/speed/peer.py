"""Computes joint steps in PyTorch for the StepSpeed example to time.

    peer.py {eager,compile,diffusers} FOLDER SIZE BATCH THREADS

FOLDER holds x.safetensors and y.safetensors, the weights that the other contestants use too.
diffusers has a network of its own of the same widths, on random weights. For each line with a
number of steps on the standard input, the answer is a line with the milliseconds of a step.
Needs torch, safetensors and, for that one, diffusers.
"""

import pathlib
import sys
import time

import torch
from safetensors.torch import load_file

HERE = pathlib.Path(__file__).resolve().parent
sys.path.append(str(HERE / "../../../pig-runtime-onnx/src/test/python"))


def network(kind, weights):
    if kind == "diffusers":
        from diffusers import UNet2DModel

        plain, attention = ("DownBlock2D", "UpBlock2D"), ("AttnDownBlock2D", "AttnUpBlock2D")
        model = UNet2DModel(
            in_channels=2,
            out_channels=1,
            block_out_channels=(32, 32, 64, 64, 128, 128),
            layers_per_block=2,
            down_block_types=(plain[0],) * 5 + (attention[0],),
            up_block_types=(attention[1],) + (plain[1],) * 5,
            attention_head_dim=None,
            norm_num_groups=32,
        )
        return lambda sample, condition, t: model(torch.cat([sample, condition], 1), t).sample

    from authors_network import UNet

    model = UNet(1, 1)
    model.load_state_dict(load_file(weights))
    return torch.compile(model) if kind == "compile" else model


@torch.inference_mode()
def main(kind, folder, size, batch, threads):
    torch.set_num_threads(int(threads))
    torch.manual_seed(1)
    alpha_bars = torch.cumprod(1 - torch.linspace(1e-4, 0.02, 1024, dtype=torch.float64), 0)
    model_x, model_y = (network(kind, f"{folder}/{role}.safetensors") for role in "xy")
    shape = (int(batch), 1, int(size), int(size))

    def step(sample, velocity, abar, next_abar):
        clean = abar**0.5 * sample - (1 - abar) ** 0.5 * velocity
        noise = (1 - abar) ** 0.5 * sample + abar**0.5 * velocity
        return clean, next_abar**0.5 * clean + (1 - next_abar) ** 0.5 * noise

    for line in sys.stdin:
        steps = int(line)
        begun = time.perf_counter()
        x, y = torch.randn(shape), torch.randn(shape)
        times = [1024 - i * 1024 // steps - 1 for i in range(steps)]
        for t, following in zip(times, [*times[1:], None]):
            abar = alpha_bars[t].item()
            next_abar = 1.0 if following is None else alpha_bars[following].item()
            at = torch.full((len(x),), float(t))
            x_clean, next_x = step(x, model_x(x, y, at), abar, next_abar)
            _, y = step(y, model_y(y, x_clean, at), abar, next_abar)
            x = next_x
        print((time.perf_counter() - begun) * 1e3 / steps, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
