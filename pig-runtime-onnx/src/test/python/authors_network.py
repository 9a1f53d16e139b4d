"""The U-Net of DDPM and DDIM in PyTorch, with the parameter names of the DDIM network.

Written for the fixtures, from the paper's and the library's description of it: an oracle that
shares no code with the library.
"""

import math

import torch
from torch import nn


def shifted(feature, embedding):
    return feature + embedding[:, :, None, None]


class Residual(nn.Module):
    def __init__(self, before, after, embedding, groups):
        super().__init__()
        self.norm1 = nn.GroupNorm(groups, before, eps=1e-6)
        self.conv1 = nn.Conv2d(before, after, 3, padding=1)
        self.temb_proj = nn.Linear(embedding, after)
        self.norm2 = nn.GroupNorm(groups, after, eps=1e-6)
        self.conv2 = nn.Conv2d(after, after, 3, padding=1)
        if before != after:
            self.nin_shortcut = nn.Conv2d(before, after, 1)

    def forward(self, feature, embedding):
        silu = nn.functional.silu
        inner = self.conv1(silu(self.norm1(feature)))
        inner = shifted(inner, self.temb_proj(silu(embedding)))
        inner = self.conv2(silu(self.norm2(inner)))
        outer = self.nin_shortcut(feature) if hasattr(self, "nin_shortcut") else feature
        return outer + inner


class Attention(nn.Module):
    def __init__(self, channels, groups):
        super().__init__()
        self.norm = nn.GroupNorm(groups, channels, eps=1e-6)
        self.q, self.k, self.v, self.proj_out = (nn.Conv2d(channels, channels, 1) for _ in range(4))

    def forward(self, feature):
        normed = self.norm(feature)
        q, k, v = (conv(normed).flatten(2) for conv in (self.q, self.k, self.v))
        match = torch.einsum("nci,ncj->nij", q, k) / math.sqrt(feature.shape[1])
        mixed = torch.einsum("nij,ncj->nci", match.softmax(dim=2), v)
        return feature + self.proj_out(mixed.reshape(feature.shape))


class Resampling(nn.Module):
    """Halves the size, or doubles it; the convolution is called conv in both."""

    def __init__(self, channels, up):
        super().__init__()
        self.up = up
        self.conv = nn.Conv2d(channels, channels, 3, padding=1 if up else 0, stride=1 if up else 2)

    def forward(self, feature):
        if self.up:
            return self.conv(nn.functional.interpolate(feature, scale_factor=2.0, mode="nearest"))
        return self.conv(nn.functional.pad(feature, (0, 1, 0, 1)))


class Level(nn.Module):
    def __init__(self):
        super().__init__()
        self.block = nn.ModuleList()
        self.attn = nn.ModuleList()


class UNet(nn.Module):
    def __init__(
        self,
        channels,
        condition_channels,
        width=32,
        multipliers=(1, 1, 2, 2, 4, 4),
        blocks=2,
        attention=(5,),
        attention_on_the_way_up=None,
        groups=32,
    ):
        """Attention on the way up is where it is on the way down unless said otherwise."""
        super().__init__()
        up_attention = attention if attention_on_the_way_up is None else attention_on_the_way_up
        widths = [width * multiplier for multiplier in multipliers]
        embedding = 4 * width
        self.width = width

        self.temb = nn.Module()
        self.temb.dense = nn.ModuleList(
            [nn.Linear(width, embedding), nn.Linear(embedding, embedding)]
        )
        self.conv_in = nn.Conv2d(channels + condition_channels, width, 3, padding=1)
        current, skips = width, [width]

        self.down = nn.ModuleList()
        for i, after in enumerate(widths):
            level = Level()
            for _ in range(blocks):
                level.block.append(Residual(current, after, embedding, groups))
                if i in attention:
                    level.attn.append(Attention(after, groups))
                current = after
                skips.append(current)
            if i < len(widths) - 1:
                level.downsample = Resampling(current, up=False)
                skips.append(current)
            self.down.append(level)

        self.mid = nn.Module()
        self.mid.block_1 = Residual(current, current, embedding, groups)
        self.mid.attn_1 = Attention(current, groups)
        self.mid.block_2 = Residual(current, current, embedding, groups)

        ascending = []
        for i in reversed(range(len(widths))):
            level = Level()
            for _ in range(blocks + 1):
                level.block.append(Residual(current + skips.pop(), widths[i], embedding, groups))
                current = widths[i]
                if i in up_attention:
                    level.attn.append(Attention(current, groups))
            if i > 0:
                level.upsample = Resampling(current, up=True)
            ascending.append(level)
        self.up = nn.ModuleList(reversed(ascending))

        self.norm_out = nn.GroupNorm(groups, current, eps=1e-6)
        self.conv_out = nn.Conv2d(current, channels, 3, padding=1)

    def time_embedding(self, time):
        half = self.width // 2
        rates = torch.exp(torch.arange(half) * (-math.log(10000) / (half - 1)))
        angles = time.float()[:, None] * rates[None, :]
        sinusoids = torch.cat([angles.sin(), angles.cos()], dim=1)
        hidden = nn.functional.silu(self.temb.dense[0](sinusoids))
        return self.temb.dense[1](hidden)

    def forward(self, noisy, condition, time):
        embedding = self.time_embedding(time)
        feature = self.conv_in(torch.cat([noisy, condition], dim=1))
        skips = [feature]
        for level in self.down:
            for j, block in enumerate(level.block):
                feature = block(feature, embedding)
                if level.attn:
                    feature = level.attn[j](feature)
                skips.append(feature)
            if hasattr(level, "downsample"):
                feature = level.downsample(feature)
                skips.append(feature)

        feature = self.mid.block_1(feature, embedding)
        feature = self.mid.block_2(self.mid.attn_1(feature), embedding)

        for level in reversed(self.up):
            for j, block in enumerate(level.block):
                feature = block(torch.cat([feature, skips.pop()], dim=1), embedding)
                if level.attn:
                    feature = level.attn[j](feature)
            if hasattr(level, "upsample"):
                feature = level.upsample(feature)
        return self.conv_out(nn.functional.silu(self.norm_out(feature)))
