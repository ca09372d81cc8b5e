#!/bin/bash
# The second job waits as the first word of the command line says.
id=$(sbatch --parsable array.sbatch)
sbatch --dependency="$1:$id" collect.sbatch
