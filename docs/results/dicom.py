"""Compares what pig reads of DICOM files with what pydicom reads.

  python dicom.py CLASSPATH [FOLDER ...]

Without folders: the files that come with pydicom. Needs pydicom, numpy, pylibjpeg with its libjpeg and rle plug-ins, and
java on the path; CLASSPATH is that of pig-training-data. Prints a table in Markdown.

pydicom's values are its raw pixels, then apply_modality_lut for grey and apply_color_lut or convert_color_space for colour.
For the second column, apply_voi, the first of the file, and MONOCHROME1 turned over. Windows are compared as shares of their
range: pydicom gives them in the range of the stored bits, pig leaves the unit.
"""

import copy
import pathlib
import struct
import subprocess
import sys
import tempfile
import warnings

import numpy as np
import pydicom
from pydicom.data import get_testdata_files
from pydicom.pixels import apply_color_lut, apply_modality_lut, apply_voi, apply_windowing, convert_color_space, pixel_array

warnings.simplefilter("ignore")
HERE = pathlib.Path(__file__).parent


def ours(path):
    """inverse, frames: a list of (low, high, array of rows, columns, channels)."""
    data = path.read_bytes()
    inverse, count = struct.unpack_from(">ii", data)
    at, frames = 8, []
    for _ in range(count):
        channels, height, width, low, high = struct.unpack_from(">iiidd", data, at)
        at += 28
        values = np.frombuffer(data, ">f4", channels * height * width, at).astype("f8")
        at += 4 * values.size
        frames.append((low, high, values.reshape(channels, height, width).transpose(1, 2, 0)))
    return inverse, frames


def groups(ds, frame):
    """The data set with the functional groups of one frame at its top."""
    flat = copy.copy(ds)
    for name in ("PerFrameFunctionalGroupsSequence", "SharedFunctionalGroupsSequence"):
        items = ds.get(name) or []
        if not items:
            continue
        item = items[frame] if name.startswith("Per") else items[0]
        for macro in ("PixelValueTransformationSequence", "FrameVOILUTSequence"):
            for inner in item.get(macro) or []:
                flat.update(inner)
    return flat


def theirs(ds):
    """For each frame: modality values, and the share of the view's range, 0 to 1."""
    raw = pixel_array(ds, raw=True)
    if int(ds.get("NumberOfFrames") or 1) == 1:
        raw = raw[None]
    for frame, pixels in enumerate(raw):
        flat = groups(ds, frame)
        photometric = ds.PhotometricInterpretation
        if photometric == "PALETTE COLOR":
            yield apply_color_lut(pixels, flat).astype("f8"), None
        elif photometric.startswith("YBR_FULL"):
            yield convert_color_space(pixels, photometric, "RGB").astype("f8"), None
        elif photometric == "RGB":
            yield pixels.astype("f8"), None
        else:
            modality = apply_modality_lut(pixels, flat)
            yield modality.astype("f8")[..., None], view(modality, flat)


def view(modality, ds):
    if ds.get("VOILUTSequence"):
        bits = ds.VOILUTSequence[0].LUTDescriptor[2]
        share = apply_voi(modality, ds, 0) / (2**bits - 1)
    elif "WindowWidth" in ds:
        # One value far below and one far above the window tell its range.
        ends = np.array([-1e9, 1e9]).reshape(1, 2)
        low, high = apply_windowing(ends, ds, 0)[0]
        share = (apply_windowing(modality, ds, 0) - low) / (high - low)
    else:
        return None
    return (1 - share if ds.PhotometricInterpretation == "MONOCHROME1" else share)[..., None]


def row(ds, path, work, number):
    no = work / f"{number}.modality.txt"
    if no.exists():
        text = no.read_text().replace(str(path) + ": ", "")
        try:
            next(iter(theirs(ds)))
            also = "read"
        except Exception as e:
            also = "refused: " + str(e).splitlines()[0][:60]
        return "refused", text, also
    inverse, modality = ours(work / f"{number}.modality.bin")
    _, voi = ours(work / f"{number}.voi.bin")
    try:
        expected = list(theirs(ds))
    except Exception as e:
        return "read", "pydicom: " + str(e).splitlines()[0][:80], ""
    worst, worst_view = 0.0, None
    for (least, most, mine), (low, high, shown), (plain, share) in zip(modality, voi, expected, strict=True):
        if inverse:
            mine = least + most - mine
        worst = max(worst, float(np.abs(mine - plain).max()))
        if share is not None:
            difference = np.abs((shown - low) / (high - low) - share).max()
            worst_view = max(worst_view or 0.0, float(difference))
    return "read", f"{worst:.2g}", "" if worst_view is None else f"{worst_view:.1e}"


def main():
    classpath, folders = sys.argv[1], sys.argv[2:]
    found = (
        [p for folder in folders for p in pathlib.Path(folder).rglob("*")]
        if folders
        else [pathlib.Path(p) for p in get_testdata_files("**/*")]
    )
    pictures, other = [], 0
    for path in sorted(p for p in found if p.is_file()):
        try:
            ds = pydicom.dcmread(path)
        except Exception:
            other += 1
            continue
        if "Rows" in ds:
            pictures.append((path, ds))
        else:
            other += 1
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        (work / "list").write_text("\n".join(str(path) for path, _ in pictures))
        subprocess.run(["java", "-cp", classpath, HERE / "DicomDump.java", work / "list", work], check=True)
        print(f"pydicom {pydicom.__version__}, {len(pictures)} pictures, {other} other files")
        print("| file | pig | greatest difference of values, or why refused | of the view, or pydicom |\n|---|---|---|---|")
        for number, (path, ds) in enumerate(pictures):
            print(f"| {path.name} | " + " | ".join(row(ds, path, work, number)) + " |")


main()
