#!/bin/bash
#SBATCH --job-name={name}
#SBATCH --time={time}
#SBATCH --mem={mem}
#SBATCH --output={log_dir}/{name}-%j.out

set -e
workdir=${{SLURM_SUBMIT_DIR}}/{name}
mkdir -p "$workdir"
cd "$workdir"
{command}
