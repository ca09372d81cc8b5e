#!/bin/bash
#SBATCH --job-name=hello
#SBATCH --tiem=00:05:00
#SBATCH --memory=2G
python3 hello.py
