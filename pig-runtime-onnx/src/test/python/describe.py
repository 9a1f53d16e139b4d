"""Lets a model say what it is, so that OnnxPair.open(folder) needs no settings."""

import onnx


def describe(file, role, channels, condition_channels, schedule, multiple=1, **more):
    properties = {
        "pig.format": "1",
        "pig.role": role,  # "x", the guide, or "y", the target
        "pig.channels": channels,
        "pig.conditionChannels": condition_channels,
        "pig.prediction": "noise",  # or "velocity" or "clean"
        "pig.schedule": schedule,  # the same in both models
        "pig.size.height": 0,  # 0: any multiple of pig.size.multiple
        "pig.size.width": 0,
        "pig.size.multiple": multiple,
        "pig.range.low": -1.0,  # the values of clean images
        "pig.range.high": 1.0,
        "pig.guide": "identity",  # what becomes of x0hat before it guides y
        "pig.annotation": "binary(absolute,0.0)",  # how the finished x becomes a mask
        **more,
    }
    model = onnx.load(file, load_external_data=False)
    onnx.helper.set_model_props(model, {key: str(value) for key, value in properties.items()})
    onnx.save(model, file)


if __name__ == "__main__":
    describe("pair/x.onnx", "x", 1, 1, "linear(1000,1e-4,0.02)", multiple=2)
    describe("pair/y.onnx", "y", 1, 1, "linear(1000,1e-4,0.02)", multiple=2)
