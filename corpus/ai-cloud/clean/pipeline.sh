#!/bin/bash
# Submits preparation, training and evaluation, each waiting for the one before.
set -e

prepare=$(sbatch --parsable --partition=cpu --time=01:00:00 prepare.sbatch)
train=$(sbatch --parsable --gres=gpu:1 --time=12:00:00 --dependency=afterok:"$prepare" train.sbatch)
sbatch --gres=gpu:1 --time=00:30:00 --dependency=afterok:"$train" evaluate.sbatch

squeue --me
