#!/bin/bash
#SBATCH --job-name=楓のジョブ
#SBATCH --time=00:05:00
#SBATCH --cpus-per-task=1
"$COURSE_PYTHON" hello.py
