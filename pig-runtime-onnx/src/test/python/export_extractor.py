import torch
from torchvision.models import Inception_V3_Weights, inception_v3
from torchvision.models.feature_extraction import create_feature_extractor


class Features(torch.nn.Module):
    def __init__(self):
        super().__init__()
        inception = inception_v3(weights=Inception_V3_Weights.IMAGENET1K_V1).eval()
        inception.transform_input = False
        self.trunk = create_feature_extractor(inception, {"Mixed_6c": "maps"})

    def forward(self, image):  # RGB in [0, 1]
        return self.trunk(2 * image - 1)["maps"].mean((2, 3))


torch.onnx.export(
    Features().eval(), torch.zeros(1, 3, 299, 299), "extractor.onnx", dynamo=False,
    input_names=["image"], output_names=["features"],
    dynamic_axes={"image": {0: "n"}, "features": {0: "n"}})
