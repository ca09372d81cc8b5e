#!/bin/bash
id=$(sbatch --parsable array.sbatch)
sbatch --dependency=afterany:$id collect.sbatch
