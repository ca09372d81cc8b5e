#!/bin/bash
#SBATCH --job-name=hello
#SBATCH --time=08:00:00
#SBATCH --mem=4G
srun --pty bash
