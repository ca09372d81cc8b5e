#!/usr/bin/env python3
#SBATCH --job-name=montecarlo
#SBATCH --cpus-per-task=8
#SBATCH --mem=4G
#SBATCH --time=00:30:00
"""Estimates pi. The whole script is what Slurm runs: directives work in any language.

#SBATCH --time=99:00:00   (this one stands in a docstring, after the first statement)
"""
import os
import random
from multiprocessing import Pool


def hits(seed):
    rng = random.Random(seed)
    return sum(rng.random() ** 2 + rng.random() ** 2 < 1 for _ in range(1_000_000))


if __name__ == "__main__":
    workers = int(os.environ.get("SLURM_CPUS_PER_TASK", "1"))
    with Pool(workers) as pool:
        print(4 * sum(pool.map(hits, range(64))) / 64e6)
