"""PIG's Algorithm 2 in PyTorch, step for step what a PairedSampler does with DDIM."""

import torch


def linear_alpha_bars(steps=1024, first=1e-4, last=0.02):
    betas = torch.linspace(first, last, steps, dtype=torch.float64)
    return torch.cumprod(1 - betas, dim=0).tolist()


@torch.no_grad()
def joint_run(model_x, model_y, x, y, alpha_bars, times, eta=0.0, guide=lambda x0: x0):
    """Yields x and y after each step; model_x and model_y predict noise."""
    for time, next_time in zip(times, [*times[1:], -1]):
        abar = alpha_bars[time]
        next_abar = alpha_bars[next_time] if next_time >= 0 else 1.0
        sigma = eta * ((1 - next_abar) / (1 - abar) * (1 - abar / next_abar)) ** 0.5
        t = torch.full((len(x),), time)

        def step(sample, noise):
            clean = (sample - (1 - abar) ** 0.5 * noise) / abar**0.5
            following = next_abar**0.5 * clean + (1 - next_abar - sigma**2) ** 0.5 * noise
            if sigma > 0:
                following = following + sigma * torch.randn(sample.shape)
            return clean, following

        x_clean, next_x = step(x, model_x(x, y, t))
        _, next_y = step(y, model_y(y, guide(x_clean), t))
        x, y = next_x, next_y
        yield x, y


def trailing(steps, total=1024):
    """The paper's uniform grid: TimeGrid.trailing()."""
    return [round(total - i * total / steps) - 1 for i in range(steps)]


if __name__ == "__main__":
    alpha_bars = linear_alpha_bars()

    def model(sample, condition, t):
        """The best noise predictor for images that are noise themselves. Yours comes here."""
        return (1 - alpha_bars[t[0]]) ** 0.5 * sample

    torch.manual_seed(7)  # NoiseSource.torch(7)
    x, y = torch.randn(2, 1, 16, 16), torch.randn(2, 1, 16, 16)
    for x, y in joint_run(model, model, x, y, alpha_bars, trailing(64), eta=1.0):
        pass
    print(x.std(), y.std())
