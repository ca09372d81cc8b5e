#!/bin/bash
# Five jobs in a row, each continuing where the one before stopped.
set -euo pipefail

previous=$(sbatch --parsable --time=24:00:00 --ntasks=64 relax.sbatch)
echo "first: $previous"
for step in 2 3 4 5; do
  previous=$(sbatch --parsable --dependency="afterany:$previous" --time=24:00:00 --ntasks=64 relax.sbatch)
  echo "step $step: $previous"
done
