#!/bin/bash
array=$(sbatch --parsable array.sbatch)
sbatch -d afterok:$array collect.sbatch
