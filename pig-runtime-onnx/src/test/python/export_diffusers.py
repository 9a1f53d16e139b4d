"""A UNet2DModel of diffusers, as model x or y of a pair."""

import torch
from diffusers import UNet2DModel
from torch import nn


def network(channels, condition_channels):
    """Random weights; in earnest UNet2DModel.from_pretrained(folder)."""
    return UNet2DModel(
        in_channels=channels + condition_channels,
        out_channels=channels,
        layers_per_block=1,
        block_out_channels=(8, 16),
        down_block_types=("DownBlock2D", "AttnDownBlock2D"),
        up_block_types=("AttnUpBlock2D", "UpBlock2D"),
        attention_head_dim=4,
        norm_num_groups=4,
    )


class TwoInputs(nn.Module):
    """Joins the two inputs, and takes the prediction out of diffusers' output object."""

    def __init__(self, unet):
        super().__init__()
        self.unet = unet

    def forward(self, noisy, condition, time):
        return self.unet(torch.cat([noisy, condition], dim=1), time, return_dict=False)[0]


def export(unet, channels, condition_channels, file):
    batch = torch.export.Dim("batch")
    rows, columns = torch.export.Dim("rows"), torch.export.Dim("columns")
    # Sides are multiples of this number: each level but the last halves them.
    factor = 2 ** (len(unet.config.block_out_channels) - 1)
    image = {0: batch, 2: factor * rows, 3: factor * columns}
    torch.onnx.export(
        TwoInputs(unet).eval(),
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
    export(network(channels=1, condition_channels=1), 1, 1, "diffusers.onnx")
