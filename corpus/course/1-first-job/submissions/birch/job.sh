#!/bin/bash
module load Python
#SBATCH --job-name=hello
#SBATCH --time=00:05:00
#SBATCH --mem=2G
python3 hello.py
