"""A PyTorch checkpoint as safetensors, which is data alone and holds no code."""

import sys

import torch
from safetensors.torch import save_file


def save_weights(checkpoint_file, safetensors_file):
    state = torch.load(checkpoint_file, map_location="cpu", weights_only=True)
    if isinstance(state, (list, tuple)):
        state = state[0]  # the DDIM code saves a list: model, optimiser, epoch, step
    save_file({name: value.float().contiguous() for name, value in state.items()}, safetensors_file)


if __name__ == "__main__":
    save_weights(sys.argv[1], sys.argv[2])
