"""The mean of the weights of several cycles: better than the last of them on names, roles and subjects alike.

python training/average.py build/eye.pt CYCLE.pt CYCLE.pt...
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    """The command."""
    ask = argparse.ArgumentParser()
    ask.add_argument("out", type=Path)
    ask.add_argument("cycles", type=Path, nargs="+")
    given = ask.parse_args()
    states = [torch.load(path, weights_only=True) for path in given.cycles]
    mean = {
        name: torch.stack([state[name] for state in states]).mean(0) if weight.is_floating_point() else weight
        for name, weight in states[0].items()
    }
    given.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(mean, given.out)


if __name__ == "__main__":
    main()
