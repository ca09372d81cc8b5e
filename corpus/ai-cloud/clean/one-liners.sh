#!/bin/bash
# Small things that are not worth a script of their own.

# Make my folder on the fast local disk of a node.
sbatch -w nv-ai-02 --wrap="mkdir -p /raid/$USER && chmod o= /raid/$USER"

# Keep the node reachable for a quarter of an hour while the data are copied there.
sbatch -w nv-ai-02 --wrap="sleep 900"

# Does the image see the GPU?
sbatch --gres=gpu:1 --wrap="singularity exec --nv /home/container/pytorch/pytorch_25.04.sif python3 -c 'import torch; print(torch.cuda.get_device_name())'"

# What does the node look like?
sbatch --output=node.txt --wrap="hostname; lscpu; free -g"
