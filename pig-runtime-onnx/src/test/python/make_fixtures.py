"""Makes the files under src/test/resources/pytorch of pig-runtime-onnx and pig-training/trainer.

Run it by hand, with the packages of requirements.txt; the build never does:

    python make_fixtures.py

The weights depend on the versions of PyTorch and of the processor's arithmetic, so the files are
not the same bit for bit when made anew. Each fixture is a network and what PyTorch made of it.
"""

import importlib.metadata
import pathlib
import shutil
import tempfile

import onnx
import torch
from onnx import numpy_helper
from safetensors.torch import save_file
from torch import nn

import export_concatenating
import export_diffusers
import export_two_inputs
from authors_network import UNet
from describe import describe
from joint_run import joint_run, linear_alpha_bars, trailing
from save_weights import save_weights

PROJECT = pathlib.Path(__file__).resolve().parents[4]
ONNX = PROJECT / "pig-runtime-onnx/src/test/resources/pytorch"
TRAINING = PROJECT / "pig-training/trainer/src/test/resources/pytorch"
PACKAGES = ["torch", "onnx", "onnxscript", "diffusers", "safetensors"]


def save(tensor, file):
    """As ONNX keeps its own test data: a TensorProto in a file."""
    onnx.save_tensor(numpy_helper.from_array(tensor.detach().contiguous().numpy()), file)


def strip(file):
    """Takes out what the exporter notes of the machine: source paths, for each node."""
    model = onnx.load(file, load_external_data=False)
    for node in model.graph.node:
        del node.metadata_props[:]
        node.doc_string = ""
    for value in [*model.graph.value_info, *model.graph.input, *model.graph.output]:
        del value.metadata_props[:]
    for tensor in model.graph.initializer:
        del tensor.metadata_props[:]
    del model.graph.metadata_props[:]
    onnx.save(model, file)


def exported(name, network, channels, condition_channels, export, scalar_time=False):
    """A folder with the model, its inputs and PyTorch's output for a shape of its own."""
    folder = ONNX / name
    folder.mkdir()
    export(network, channels, condition_channels, str(folder / "model.onnx"))
    strip(folder / "model.onnx")
    noisy = torch.randn(3, channels, 20, 28)
    condition = torch.randn(3, condition_channels, 20, 28)
    time = torch.tensor(417) if scalar_time else torch.tensor([417, 417, 417])
    with torch.no_grad():
        joined = torch.cat([noisy, condition], dim=1)
        prediction = {
            export_two_inputs.Guided: lambda: network(noisy, condition, time),
            export_concatenating.Concatenating: lambda: network(joined, time),
            export_diffusers.UNet2DModel: lambda: network(joined, time).sample,
        }[type(network)]()
    for part in ("noisy", "condition", "prediction"):
        save(locals()[part], folder / f"{part}.pb")


def with_weights_beside(network, channels, condition_channels, file):
    """As torch.onnx.export does unless told otherwise."""
    image = {0: torch.export.Dim("batch"), 2: torch.export.Dim("h"), 3: torch.export.Dim("w")}
    images = (torch.randn(2, channels, 16, 24), torch.randn(2, condition_channels, 16, 24))
    torch.onnx.export(
        network.eval(),
        (*images, torch.tensor([3, 500])),
        file,
        input_names=["noisy", "condition", "time"],
        output_names=["prediction"],
        dynamic_shapes=(image, image, {0: image[0]}),
        dynamo=True,
    )


class Flat(nn.Module):
    """diffusers' own inputs, as other exporters leave them."""

    def __init__(self, unet):
        super().__init__()
        self.unet = unet

    def forward(self, sample, timestep):
        return self.unet(sample, timestep, return_dict=False)[0]


def as_diffusers_calls_it(unet, channels, condition_channels, file):
    """One input for both, a scalar time, an output called out_sample; the older exporter."""
    axes = {0: "batch", 2: "height", 3: "width"}
    torch.onnx.export(
        Flat(unet).eval(),
        (torch.randn(2, channels + condition_channels, 16, 24), torch.tensor(3)),
        file,
        input_names=["sample", "timestep"],
        output_names=["out_sample"],
        dynamic_axes={"sample": axes, "out_sample": axes},
        dynamo=False,
    )


def flat_concatenating(network, channels, condition_channels, file):
    """Without the wrapper: the graph does not tell the noisy sample from the condition."""
    batch = torch.export.Dim("batch")
    image = {0: batch, 2: torch.export.Dim("height"), 3: torch.export.Dim("width")}
    torch.onnx.export(
        network.eval(),
        (torch.randn(2, channels + condition_channels, 16, 24), torch.tensor([3, 500])),
        file,
        dynamic_shapes=(image, {0: batch}),
        external_data=False,
        dynamo=True,
    )


def exports():
    two_inputs = export_two_inputs.Guided(2, 1)
    exported("two-inputs", two_inputs, 2, 1, export_two_inputs.export)
    exported("weights-beside", two_inputs, 2, 1, with_weights_beside)
    concatenating = export_concatenating.Concatenating(3, 1)
    exported("concatenating", concatenating, 1, 2, export_concatenating.export)
    exported("concatenating-flat", concatenating, 1, 2, flat_concatenating)
    unet = export_diffusers.network(1, 1)
    exported("diffusers", unet, 1, 1, export_diffusers.export)
    exported("diffusers-flat", unet, 1, 1, as_diffusers_calls_it, scalar_time=True)


def weights():
    """State dicts of the authors' network, and what PyTorch predicts with them."""
    thin = dict(width=4, groups=2)
    small = dict(width=8, groups=4, multipliers=(1, 2), blocks=1, attention=(0, 1))
    # The authors' six levels, where a slip leaves attention on the way up to the lowest level.
    slip = dict(thin, attention=(4, 5), attention_on_the_way_up=(5,))
    for name, network in {"authors": UNet(1, 1, **slip), "module": UNet(2, 1, **small)}.items():
        state = network.state_dict()
        if name == "module":
            state = nn.DataParallel(network).state_dict()
        with tempfile.TemporaryDirectory() as folder:
            torch.save([state, {"optimiser": 0}, 3, 1000], f"{folder}/ckpt.pth")
            save_weights(f"{folder}/ckpt.pth", str(TRAINING / f"{name}.safetensors"))
        call = {
            "noisy": torch.randn(2, network.conv_out.out_channels, 64, 32),
            "condition": torch.randn(2, 1, 64, 32),
        }
        with torch.no_grad():
            call["prediction"] = network(**call, time=torch.tensor([417, 417]))
        save_file(call, str(TRAINING / f"{name}-call.safetensors"))


def toy_pairs(count, size=16):
    """Discs, -1 and 1, and as the target the same disc paler, on a slope."""
    centre = torch.rand(count, 2, 1, 1) * size / 2 + size / 4
    radius = torch.rand(count, 1, 1) * size / 5 + size / 10
    rows, columns = torch.meshgrid(torch.arange(size), torch.arange(size), indexing="ij")
    inside = (rows - centre[:, 0]) ** 2 + (columns - centre[:, 1]) ** 2 < radius**2
    x = torch.where(inside, 1.0, -1.0)[:, None]
    slope = (columns / size - 0.5) * (torch.rand(count, 1, 1, 1) - 0.5)
    return x, 0.6 * x + slope


def trained(alpha_bars, steps=1500):
    """Two small networks, trained so far that a sampling run stays within the range of images."""
    settings = dict(width=8, groups=4, multipliers=(1, 2), blocks=1, attention=(1,))
    model_x, model_y = UNet(1, 1, **settings), UNet(1, 1, **settings)
    abar_of = torch.tensor(alpha_bars, dtype=torch.float32)
    for model in (model_x, model_y):
        optimiser = torch.optim.Adam(model.parameters(), lr=2e-3)
        schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
        for step in range(steps):
            x, y = toy_pairs(32)
            t = torch.randint(0, len(alpha_bars), (len(x),))
            abar = abar_of[t][:, None, None, None]
            noise_x, noise_y = torch.randn_like(x), torch.randn_like(y)
            noisy_x = abar.sqrt() * x + (1 - abar).sqrt() * noise_x
            noisy_y = abar.sqrt() * y + (1 - abar).sqrt() * noise_y
            if model is model_x:
                loss = (model(noisy_x, noisy_y, t) - noise_x).square().mean()
            else:
                with torch.no_grad():
                    guess = model_x(noisy_x, noisy_y, t)
                    clean = (noisy_x - (1 - abar).sqrt() * guess) / abar.sqrt()
                loss = (model(noisy_y, clean, t) - noise_y).square().mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            if step % 100 == 99:
                print(f"  step {step + 1}, loss {loss.item():.3f}", flush=True)
    return model_x.eval(), model_y.eval()


def run(name, models, x, y, times, **settings):
    """Keeps x and y after every 16th step, the last among them: [kept, n, c, h, w]."""
    states = list(joint_run(*models, x, y, linear_alpha_bars(), times, **settings))
    kept = states[15::16]
    folder = ONNX / "joint-run" / name
    folder.mkdir()
    save(torch.stack([x for x, _ in kept]), folder / "x.pb")
    save(torch.stack([y for _, y in kept]), folder / "y.pb")
    print(name, "ends within", kept[-1][0].abs().max().item(), kept[-1][1].abs().max().item())


def joint_runs():
    folder = ONNX / "joint-run"
    folder.mkdir()
    models = trained(linear_alpha_bars())
    for role, model in zip("xy", models):
        file = str(folder / f"{role}.onnx")
        export_two_inputs.export(model, 1, 1, file)
        strip(file)
        describe(file, role, 1, 1, "linear(1024,1e-4,0.02)", multiple=2)
    torch.manual_seed(11)
    x, y = torch.randn(2, 1, 16, 16), torch.randn(2, 1, 16, 16)
    save(x, folder / "start-x.pb")
    save(y, folder / "start-y.pb")
    run("ddim", models, x, y, trailing(64))
    # The generator goes on after x and y, as NoiseSource.torch(11) does.
    torch.manual_seed(11)
    x, y = torch.randn(2, 1, 16, 16), torch.randn(2, 1, 16, 16)
    run("ddim-eta-1", models, x, y, trailing(64), eta=1.0)


def main():
    for folder in (ONNX, TRAINING):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        versions = [f"{name} {importlib.metadata.version(name)}" for name in PACKAGES]
        lines = ["Made by pig-runtime-onnx/src/test/python/make_fixtures.py with", *versions]
        (folder / "README.txt").write_text("\n".join(lines) + "\n")
    torch.manual_seed(5)
    exports()
    weights()
    joint_runs()


if __name__ == "__main__":
    main()
