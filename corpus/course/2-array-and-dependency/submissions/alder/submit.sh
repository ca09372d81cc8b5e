#!/bin/bash
set -e
id=$(sbatch --parsable array.sbatch)
sbatch --dependency="afterok:$id" collect.sbatch
