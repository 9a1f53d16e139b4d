"""Runs any pair of models that describe themselves through the loop of joint_run.py.

    python joint_run_of_pair.py PAIR-FOLDER OUT-FOLDER SIZE

ONNX Runtime's Python package computes the networks, PyTorch the rest. OUT-FOLDER then holds the
pair and the states of a run, in the form that JointRunTest reads.
"""

import pathlib
import shutil
import sys

import onnxruntime
import torch

from joint_run import joint_run, linear_alpha_bars, trailing
from make_fixtures import save


def noise_predictor(file, alpha_bars):
    session = onnxruntime.InferenceSession(file)
    prediction = session.get_modelmeta().custom_metadata_map["pig.prediction"]

    def predict(sample, condition, t):
        inputs = {"noisy": sample, "condition": condition, "time": t.float()}
        output = session.run(None, {name: value.numpy() for name, value in inputs.items()})[0]
        output = torch.from_numpy(output)
        if prediction == "noise":
            return output
        assert prediction == "velocity", prediction
        abar = alpha_bars[t[0]]
        return abar**0.5 * output + (1 - abar) ** 0.5 * sample

    return predict, session.get_modelmeta().custom_metadata_map


def main(pair, out, size):
    out.mkdir()
    alpha_bars = linear_alpha_bars()
    models = []
    for name in ("x.onnx", "y.onnx"):
        shutil.copy(pair / name, out / name)
        model, card = noise_predictor(str(pair / name), alpha_bars)
        models.append(model)
    assert card["pig.schedule"] == "linear(1024,1.0E-4,0.02)", card["pig.schedule"]
    guides = {"identity": lambda x0: x0, "clamped": lambda x0: x0.clamp(-1, 1)}
    guides["limited"] = guides["clamped"]  # the older name
    torch.manual_seed(11)
    x, y = torch.randn(2, 1, size, size), torch.randn(2, 1, size, size)
    save(x, out / "start-x.pb")
    save(y, out / "start-y.pb")
    guide = guides[card["pig.guide"]]
    states = list(joint_run(*models, x, y, alpha_bars, trailing(64), guide=guide))
    save(torch.stack([x for x, _ in states[15::16]]), out / "x.pb")
    save(torch.stack([y for _, y in states[15::16]]), out / "y.pb")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), int(sys.argv[3]))
