"""A network of your own, with one input for the noisy sample and one for what guides it."""

import torch
from torch import nn


class Guided(nn.Module):
    """A small noise predictor. Yours comes in its place."""

    def __init__(self, channels, condition_channels, width=16):
        super().__init__()
        self.noisy = nn.Conv2d(channels, width, 3, padding=1)
        self.condition = nn.Conv2d(condition_channels, width, 3, padding=1)
        self.time = nn.Sequential(nn.Linear(1, width), nn.SiLU(), nn.Linear(width, width))
        self.norm = nn.GroupNorm(4, width)
        self.out = nn.Conv2d(width, channels, 3, padding=1)

    def forward(self, noisy, condition, time):
        shift = self.time(time[:, None].float() / 1000)[:, :, None, None]
        hidden = self.noisy(noisy) + self.condition(condition) + shift
        return self.out(nn.functional.silu(self.norm(hidden)))


def export(network, channels, condition_channels, file):
    batch, height, width = (torch.export.Dim(name) for name in ("batch", "height", "width"))
    image = {0: batch, 2: height, 3: width}
    torch.onnx.export(
        network.eval(),
        (
            torch.randn(2, channels, 16, 24),
            torch.randn(2, condition_channels, 16, 24),
            torch.tensor([3, 500]),
        ),
        file,
        input_names=["noisy", "condition", "time"],
        output_names=["prediction"],
        dynamic_shapes=(image, image, {0: batch}),
        external_data=False,
        dynamo=True,
    )


if __name__ == "__main__":
    export(Guided(channels=2, condition_channels=1), 2, 1, "two-inputs.onnx")
