"""The trained model: read from its files once per process, on first use, and asked in a fraction of a millisecond."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from console.understanding.features import places_of, weighed

FOLDER: Final = Path(__file__).parent / "artifact"
WEIGHTS: Final = "weights.npz"
DESCRIPTION: Final = "model.json"


@dataclass(frozen=True)
class Model:
    """Confidences are scores divided by `temperature` and made to add up; one below `threshold` says nothing.

    `rarity` tells how much a feature counts. `weights` has one row per feature and one column per intent; `scales` turn
    its columns into numbers. `french` is the weight of each feature for French.
    """

    version: str
    intents: tuple[str, ...]
    temperature: float
    threshold: float
    rarity: NDArray[np.float32]
    weights: NDArray[np.int8]
    scales: NDArray[np.float32]
    bias: NDArray[np.float32]
    french: NDArray[np.int8]
    french_scale: float
    french_bias: float

    def confidences(self, text: str) -> dict[str, float]:
        """How sure it is of every intent; they add up to 1."""
        places = places_of(text)
        values = weighed(places, self.rarity)
        sums = np.einsum("f,fi->i", values, self.weights[places], dtype=np.float32)  # not a job for threads
        logits = sums * self.scales + self.bias
        powers = np.exp((logits - logits.max()) / self.temperature)
        return dict(zip(self.intents, (powers / powers.sum()).tolist(), strict=True))

    def french_share(self, text: str) -> float:
        """How sure it is that the text is French rather than English, from 0 to 1."""
        places = places_of(text)
        values = weighed(places, self.rarity)
        score = float((values * self.french[places]).sum()) * self.french_scale + self.french_bias
        return float(1 / (1 + np.exp(-score)))


@cache
def shipped_model() -> Model:
    """The model that came with the release."""
    return load_model(FOLDER)


def load_model(folder: Path) -> Model:
    """The model in `folder`: numbers and JSON only, nothing in it is executed."""
    told: dict[str, Any] = json.loads((folder / DESCRIPTION).read_text("utf-8"))
    with np.load(folder / WEIGHTS, allow_pickle=False) as kept:
        return Model(
            version=told["version"],
            intents=tuple(told["intents"]),
            temperature=told["temperature"],
            threshold=told["threshold"],
            rarity=kept["rarity"].astype(np.float32),
            weights=kept["weights"],
            scales=kept["scales"],
            bias=kept["bias"],
            french=kept["french"],
            french_scale=float(kept["french_scale"]),
            french_bias=float(kept["french_bias"]),
        )


def save_model(model: Model, folder: Path, **told: Any) -> None:
    """Write the two files; `told` is added to the description."""
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        folder / WEIGHTS,
        rarity=model.rarity.astype(np.float16),
        weights=model.weights,
        scales=model.scales,
        bias=model.bias,
        french=model.french,
        french_scale=np.float32(model.french_scale),
        french_bias=np.float32(model.french_bias),
    )
    description = {
        "version": model.version,
        "intents": list(model.intents),
        "temperature": model.temperature,
        "threshold": model.threshold,
        **told,
    }
    (folder / DESCRIPTION).write_text(json.dumps(description, indent=2, ensure_ascii=False) + "\n", "utf-8")
