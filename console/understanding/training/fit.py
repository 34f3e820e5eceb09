"""Fits the weights: linear support vectors on hashed features, then a temperature and a threshold on unseen folds."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from console.understanding.features import SIZE, Numbers, Places, places_of, weighed
from console.understanding.model import Model
from console.understanding.training.texts import Labelled
from domain.ports.understanding import INTENTS

FORMAT: Final = "1"
_STRENGTH: Final = 0.5
_PLAIN: Final = 20.0
_FOLDS: Final = 5
_PRECISION: Final = 0.87  # of what is told, on folds that were not learned
_LEAST: Final = 0.45
_SEED: Final = 5


@dataclass(frozen=True, slots=True)
class Fitted:
    """`accuracy` is on our own examples, each measured by a model that did not learn it; so is `precision` of what is
    told at the threshold, which is `told` of all.
    """

    model: Model
    accuracy: float
    precision: float
    told: float


def fit(texts: Sequence[Labelled]) -> Fitted:
    """A model of `texts`. The same texts make the same model."""
    places = [places_of(each.text) for each in texts]
    rarity = _rarity([found for found, each in zip(places, texts, strict=True) if each.weight >= 1])
    matrix = _matrix(places, rarity)
    labels = np.array([INTENTS.index(each.intent) for each in texts])
    weights = np.array([each.weight for each in texts])
    own = np.array([each.weight >= 1 for each in texts])
    logits = _unseen_logits(matrix, labels, weights, own)
    temperature = _temperature(logits, labels[own])
    told = _softmax(logits / temperature)
    threshold, precision, share = _threshold(told, labels[own])
    model = _model(texts, matrix, labels, weights, rarity=rarity, temperature=temperature, threshold=threshold)
    return Fitted(model, float((told.argmax(1) == labels[own]).mean()), precision, share)


def _rarity(places: Sequence[Places]) -> Numbers:
    """Inverse document frequency, smoothed, as half-precision numbers hold it."""
    found = np.bincount(np.concatenate(places), minlength=SIZE)
    rarity: Numbers = (np.log((1 + len(places)) / (1 + found)) + 1).astype(np.float16).astype(np.float32)
    return rarity


def _matrix(places: Sequence[Places], rarity: Numbers) -> csr_matrix:
    ends = np.cumsum([0, *map(len, places)])
    values = np.concatenate([weighed(each, rarity) for each in places])
    return csr_matrix((values, np.concatenate(places), ends), shape=(len(places), SIZE))


def _vectors() -> LinearSVC:
    return LinearSVC(C=_STRENGTH, random_state=_SEED)


def _unseen_logits(
    matrix: csr_matrix, labels: NDArray[np.int64], weights: NDArray[np.float64], own: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Logits of our own examples, each by a model that learned the others and the foreign texts."""
    places = np.flatnonzero(own)
    logits = np.zeros((len(places), len(INTENTS)))
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=_SEED)
    for _, unseen in folds.split(places, labels[places]):
        learned = np.ones(len(labels), dtype=bool)
        learned[places[unseen]] = False
        fitted = _vectors().fit(matrix[learned], labels[learned], sample_weight=weights[learned])
        logits[unseen] = fitted.decision_function(matrix[places[unseen]])
    return logits


def _softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    powers: NDArray[np.float64] = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: NDArray[np.float64] = powers / powers.sum(axis=1, keepdims=True)
    return shares


def _temperature(logits: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    """What makes the confidences of unseen examples as likely as possible (Guo et al. 2017, temperature scaling)."""
    at = np.arange(len(labels))

    def surprise(temperature: float) -> float:
        return float(-np.log(_softmax(logits / temperature)[at, labels]).mean())

    return min((round(0.05 + 0.01 * step, 2) for step in range(150)), key=surprise)


def _threshold(told: NDArray[np.float64], labels: NDArray[np.int64]) -> tuple[float, float, float]:
    """The lowest confidence from which on `_PRECISION` of what is told is right; what is "other" is told to nobody."""
    best, says = told.max(axis=1), told.argmax(axis=1)
    speaks = says != INTENTS.index("other")
    for step in range(50):
        threshold = round(_LEAST + 0.01 * step, 2)
        kept = speaks & (best >= threshold)
        precision = float((says == labels)[kept].mean())
        if precision >= _PRECISION:
            break
    return threshold, precision, float(kept.sum() / (labels != INTENTS.index("other")).sum())


def _model(
    texts: Sequence[Labelled],
    matrix: csr_matrix,
    labels: NDArray[np.int64],
    weights: NDArray[np.float64],
    *,
    rarity: Numbers,
    temperature: float,
    threshold: float,
) -> Model:
    fitted = _vectors().fit(matrix, labels, sample_weight=weights)
    french = LogisticRegression(C=_PLAIN, solver="liblinear").fit(matrix, [each.language == "fr" for each in texts])
    kept, scales = _small(fitted.coef_)
    kept_french, french_scale = _small(french.coef_)
    return Model(
        version=f"{FORMAT}-{hashlib.sha256(kept.tobytes() + kept_french.tobytes()).hexdigest()[:10]}",
        intents=INTENTS,
        temperature=temperature,
        threshold=threshold,
        rarity=rarity,
        weights=np.ascontiguousarray(kept.T),
        scales=scales,
        bias=fitted.intercept_.astype(np.float32),
        french=kept_french[0],
        french_scale=float(french_scale[0]),
        french_bias=float(french.intercept_[0]),
    )


def _small(rows: NDArray[np.float64]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Weights in one byte each: a row times its scale."""
    scales = np.abs(rows).max(axis=1) / 127
    return np.rint(rows / scales[:, None]).astype(np.int8), scales.astype(np.float32)
