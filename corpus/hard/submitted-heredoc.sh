#!/bin/bash
# One job per subject, straight from standard input.
for subject in $(cat subjects.txt); do
  sbatch <<EOF
#!/bin/bash
#SBATCH --job-name=recon-$subject
#SBATCH --cpus-per-task=4
#SBATCH --mem=12G
#SBATCH --time=20:00:00
#SBATCH --output=recon-$subject-%j.out

module load freesurfer
recon-all -s $subject -all -threads \$SLURM_CPUS_PER_TASK
EOF
done
