#!/bin/bash
#SBATCH --time=5 --tiem=5
srun hostname
