#!/bin/bash
#SBATCH --job-name=rnaseq
#SBATCH --time=2-00:00:00
#SBATCH --mem=8G
#SBATCH --cpus-per-task=2

module load java/17 nextflow

export NXF_OPTS='-Xms1g -Xmx4g'
nextflow run nf-core/rnaseq -r 3.14.0 -profile singularity,slurm -params-file params.yaml -resume
