#!/bin/bash
submit() {
  sbatch --parsable "$@"
}
first=$(submit array.sbatch)
submit --dependency=afterok:"$first" --kill-on-invalid-dep=yes collect.sbatch
