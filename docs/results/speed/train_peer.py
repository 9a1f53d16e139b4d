"""Trains in PyTorch for the TrainingSpeed example to time.

    train_peer.py {eager,compile,channels_last,bfloat16} FOLDER SIZE BATCH THREADS STAGE

FOLDER holds x.safetensors and y.safetensors, the weights to begin with, and pairs.safetensors, the
training pairs. STAGE is X or Y. bfloat16 is eager under autocast, channels_last eager in that
memory format. For each line with a number of steps on the standard input, the answer is a line
with the milliseconds of a step; the mean loss of these steps goes to the standard error.
Needs torch and safetensors.
"""

import pathlib
import sys
import time

import torch
from safetensors.torch import load_file

sys.path.append(
    str(pathlib.Path(__file__).resolve().parent / "../../../pig-runtime-onnx/src/test/python")
)
from authors_network import UNet  # noqa: E402

STEPS = 1024
ALPHA_BARS = torch.cumprod(1 - torch.linspace(1e-4, 0.02, STEPS, dtype=torch.float64), 0)


def network(kind, weights):
    model = UNet(1, 1)
    model.load_state_dict(load_file(weights))
    if kind == "channels_last":
        model = model.to(memory_format=torch.channels_last)
    return model


class Batches:
    """Noisy pairs, their times drawn in antithetic couples."""

    def __init__(self, pairs, batch, memory_format):
        self.pairs, self.batch, self.memory_format = pairs, batch, memory_format
        self.order, self.at = torch.empty(0, dtype=torch.long), 0

    def draw(self):
        drawn = torch.randint(STEPS, ((self.batch + 1) // 2,))
        times = torch.cat([drawn, STEPS - 1 - drawn])[: self.batch]
        if self.at + self.batch > len(self.order):
            self.order, self.at = torch.randperm(len(self.pairs["x"])), 0
        chosen = self.order[self.at : self.at + self.batch]
        self.at += self.batch
        abar = ALPHA_BARS[times].float()[:, None, None, None]
        noisy = []
        for role in "xy":
            clean = self.pairs[role][chosen].to(memory_format=self.memory_format)
            noise = torch.randn_like(clean)
            noisy.append((abar.sqrt() * clean + (1 - abar).sqrt() * noise, noise))
        return noisy, abar, times


class Trainer:
    """Adam, the gradient's norm at most 1, and the running mean of the weights."""

    def __init__(self, kind, folder, batch, stage):
        torch.manual_seed(1)
        self.kind, self.stage = kind, stage
        memory_format = torch.channels_last if kind == "channels_last" else torch.contiguous_format
        self.batches = Batches(load_file(f"{folder}/pairs.safetensors"), batch, memory_format)
        learns = network(kind, f"{folder}/{stage.lower()}.safetensors")
        self.parameters = list(learns.parameters())
        self.average = [parameter.detach().clone() for parameter in self.parameters]
        self.adam = torch.optim.Adam(self.parameters, lr=2e-4, fused=True)
        self.frozen = network(kind, f"{folder}/x.safetensors").requires_grad_(False).eval()
        self.learns = torch.compile(learns) if kind == "compile" else learns
        self.guide = torch.compile(self.frozen) if kind == "compile" else self.frozen
        self.done = 0

    def loss(self):
        (x, noise_x), (y, noise_y) = (drawn := self.batches.draw())[0]
        _, abar, times = drawn
        if self.stage == "X":
            return torch.nn.functional.mse_loss(self.learns(x, y, times), noise_x)
        with torch.no_grad():
            clean = (x - (1 - abar).sqrt() * self.guide(x, y, times)) / abar.sqrt()
        return torch.nn.functional.mse_loss(self.learns(y, clean, times), noise_y)

    def step(self):
        with torch.autocast("cpu", torch.bfloat16, enabled=self.kind == "bfloat16"):
            loss = self.loss()
        self.adam.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.parameters, 1.0)
        self.adam.step()
        decay = min(0.999, (1 + self.done) / (10 + self.done))
        with torch.no_grad():
            torch._foreach_lerp_(self.average, self.parameters, 1 - decay)
        self.done += 1
        return loss.item()


def main(kind, folder, size, batch, threads, stage):
    torch.set_num_threads(int(threads))
    trainer = Trainer(kind, folder, int(batch), stage)
    for line in sys.stdin:
        steps = int(line)
        begun = time.perf_counter()
        losses = [trainer.step() for _ in range(steps)]
        print((time.perf_counter() - begun) * 1e3 / steps, flush=True)
        print(f"{kind}: loss {sum(losses) / steps:.4f} up to step {trainer.done}", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
