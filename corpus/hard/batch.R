#!/usr/bin/env Rscript
#SBATCH --job-name=bootstrap
#SBATCH --mem=8G
#SBATCH --time=01:00:00

options(mc.cores = as.integer(Sys.getenv("SLURM_CPUS_PER_TASK", "1")))
x <- read.csv("sample.csv")$value
b <- replicate(10000, mean(sample(x, replace = TRUE)))
cat("95% interval:", quantile(b, c(.025, .975)), "\n")
