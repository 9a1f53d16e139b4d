"""Makes DICOM files of many kinds for dicom.py to compare: python dicom_made.py FOLDER

Needs pydicom, numpy, and DCMTK and GDCM for the compressed ones. Each file holds random values of a fixed seed.
"""

import pathlib
import subprocess
import sys

import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import DeflatedExplicitVRLittleEndian, ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian

OUT = pathlib.Path(sys.argv[1])
OUT.mkdir(parents=True, exist_ok=True)
RANDOM = np.random.default_rng(7)
SYNTAXES = {
    "le": ExplicitVRLittleEndian,
    "imp": ImplicitVRLittleEndian,
    "be": ExplicitVRBigEndian,
    "dfl": DeflatedExplicitVRLittleEndian,
}
NAMES = []


def base(rows=7, cols=9, frames=1, bits=16, stored=12, signed=0, photo="MONOCHROME2", samples=1, syntax="le"):
    ds = Dataset()
    ds.file_meta = FileMetaDataset()
    ds.file_meta.TransferSyntaxUID = SYNTAXES[syntax]
    ds.SOPClassUID = "1.2.840.10008.5.1.4.1.1.7"
    ds.SOPInstanceUID, ds.StudyInstanceUID, ds.SeriesInstanceUID = "1.2.3", "1.2", "1.2.1"
    ds.Rows, ds.Columns, ds.SamplesPerPixel, ds.PhotometricInterpretation = rows, cols, samples, photo
    if samples > 1:
        ds.PlanarConfiguration = 0
    ds.BitsAllocated, ds.BitsStored, ds.HighBit, ds.PixelRepresentation = bits, stored, stored - 1, signed
    if frames > 1:
        ds.NumberOfFrames = frames
    low = -(1 << stored - 1) if signed else 0
    halved = photo == "YBR_FULL_422"
    values = RANDOM.integers(low, low + (1 << stored), frames * rows * cols * (2 if halved else samples))
    if bits == 1:
        pixels = np.packbits(values.astype("u1"), bitorder="little").tobytes()
    else:
        order = ">" if syntax == "be" else "<"
        pixels = values.astype(f"{order}{'i' if signed else 'u'}{bits // 8}").tobytes()
    ds.PixelData = pixels + b"\0" * (len(pixels) % 2)
    ds["PixelData"].VR = "OB" if bits <= 8 else "OW"
    return ds


def save(ds, name):
    ds.save_as(OUT / f"{name}.dcm", enforce_file_format=True)
    NAMES.append(name)


def table(first, entries, bits, vr="US"):
    item = Dataset()
    item.add_new(0x00283002, vr, [len(entries) % 65536, first, bits])
    item.add_new(0x00283006, "OW", np.asarray(entries, "<u2").tobytes())
    return item


def encodings():
    for syntax in SYNTAXES:
        for bits, stored in ((8, 8), (8, 5), (16, 16), (16, 12), (32, 32), (32, 20)):
            for signed in (0, 1):
                for frames in (1, 3):
                    ds = base(bits=bits, stored=stored, signed=signed, frames=frames, syntax=syntax)
                    save(ds, f"grey_{syntax}_{bits}_{stored}_{signed}_{frames}")
        for frames in (1, 3):
            save(base(rows=5, bits=1, stored=1, frames=frames, syntax=syntax), f"bit_{syntax}_{frames}")
        color = dict(bits=8, stored=8, samples=3, syntax=syntax)
        save(base(photo="RGB", **color), f"rgb_{syntax}")
        planar = base(photo="RGB", frames=2, **color)
        planar.PlanarConfiguration = 1
        save(planar, f"planar_{syntax}")
        save(base(photo="YBR_FULL", **color), f"ybr_{syntax}")
        save(base(cols=8, photo="YBR_FULL_422", frames=2, **color), f"ybr422_{syntax}")
        save(base(photo="RGB", samples=3, syntax=syntax), f"rgb12_{syntax}")


def windows():
    for function in (None, "LINEAR", "LINEAR_EXACT", "SIGMOID"):
        for center, width in ((2000, 1000), (100.5, 33.3), (50, 1), (-20, 700)):
            for kind in ("MONOCHROME2", "MONOCHROME1"):
                ds = base(photo=kind)
                if kind == "MONOCHROME1":
                    ds = base(photo=kind, signed=1, stored=13)
                    ds.RescaleSlope, ds.RescaleIntercept = "1.5", "-300"
                ds.WindowCenter, ds.WindowWidth = center, width
                if function:
                    ds.VOILUTFunction = function
                save(ds, f"window_{function}_{center}_{width}_{kind[-1]}")


def tables():
    ds = base()
    ds.ModalityLUTSequence = [table(100, RANDOM.integers(0, 4096, 200), 16)]
    save(ds, "modality")
    ds = base()
    ds.VOILUTSequence = [table(100, RANDOM.integers(0, 1024, 300), 10), table(0, RANDOM.integers(0, 256, 300), 8)]
    ds.WindowCenter, ds.WindowWidth = 5, 6
    save(ds, "voi")
    for signed, slope in ((1, None), (0, "2")):
        ds = base(signed=signed)
        if slope:
            ds.RescaleSlope, ds.RescaleIntercept = slope, "-1000"
        ds.VOILUTSequence = [table(-500, RANDOM.integers(0, 65536, 1000), 16, "SS")]
        save(ds, f"voi_signed_{signed}")
    ds = base(stored=16)
    ds.VOILUTSequence = [table(0, RANDOM.integers(0, 65536, 65536), 16)]
    save(ds, "voi_65536")
    for bits in (8, 16):
        for syntax in ("le", "imp"):
            ds = base(bits=8, stored=8, photo="PALETTE COLOR", syntax=syntax)
            for color in ("Red", "Green", "Blue"):
                setattr(ds, color + "PaletteColorLookupTableDescriptor", [256, 0, bits])
                ds[color + "PaletteColorLookupTableDescriptor"].VR = "US"
                entries = RANDOM.integers(0, 1 << bits, 256).astype(f"<u{bits // 8}")
                setattr(ds, color + "PaletteColorLookupTableData", entries.tobytes())
                ds[color + "PaletteColorLookupTableData"].VR = "OW"
            save(ds, f"palette_{bits}_{syntax}")


def transformation(slope, intercept):
    inner, item = Dataset(), Dataset()
    inner.RescaleSlope, inner.RescaleIntercept, inner.RescaleType = slope, intercept, "US"
    item.PixelValueTransformationSequence = [inner]
    return item


def groups():
    ds = base(frames=3)
    ds.SharedFunctionalGroupsSequence = [transformation("2", "-100")]
    items = []
    for frame, function in enumerate(("LINEAR", "SIGMOID", "LINEAR_EXACT")):
        inner, item = Dataset(), Dataset()
        inner.WindowCenter, inner.WindowWidth = [str(1000 + 500 * frame), "7"], ["500", "8"]
        inner.VOILUTFunction = function
        item.FrameVOILUTSequence = [inner]
        items.append(item)
    ds.PerFrameFunctionalGroupsSequence = items
    save(ds, "groups_windows")
    ds = base(frames=2)
    ds.PerFrameFunctionalGroupsSequence = [transformation("1", "0"), transformation("2", "-1")]
    save(ds, "groups_slopes")


def converted():
    commands = {
        "undefined": ["dcmconv", "-e", "+te"],
        "ti": ["dcmconv", "+ti"],
        "tb": ["dcmconv", "+tb"],
        "td": ["dcmconv", "+td"],
        "rle": ["dcmcrle"],
        "rle_gdcm": ["gdcmconv", "--rle"],
        "sv1": ["dcmcjpeg", "+e1"],
        "lossless_gdcm": ["gdcmconv", "--jpeg"],
        "baseline": ["dcmcjpeg", "+eb"],
    }
    commands |= {f"sv{n}": ["dcmcjpeg", "+el", "+sv", str(n)] for n in range(2, 8)}
    sources = ["grey_le_8_8_0_1", "grey_le_8_8_0_3", "grey_le_16_16_0_1", "grey_le_16_16_1_1", "grey_le_16_12_0_3",
               "grey_le_16_12_1_3", "rgb_le", "planar_le", "window_SIGMOID_2000_1000_2", "voi", "groups_windows"]
    for source in sources:
        for name, command in commands.items():
            if name == "baseline" and not source.startswith(("grey_le_8", "rgb", "planar")):
                continue
            to = OUT / f"{source}_{name}.dcm"
            run = subprocess.run([*command, OUT / f"{source}.dcm", to], capture_output=True, text=True)
            if run.returncode:
                print(to.name, "was not made:", (run.stderr.strip() or "no reason").splitlines()[-1][:100])
                to.unlink(missing_ok=True)


for make in (encodings, windows, tables, groups, converted):
    make()
