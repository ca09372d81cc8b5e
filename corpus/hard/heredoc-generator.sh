#!/bin/bash
# Writes one job script per temperature and submits it. The directives below belong to the jobs, not to this script.
set -euo pipefail

for kelvin in 280 290 300 310; do
  cat > "md-$kelvin.sbatch" <<EOF
#!/bin/bash
#SBATCH --job-name=md-$kelvin
#SBATCH --ntasks=8
#SBATCH --time=08:00:00

module load lammps
srun lmp -in md.in -var T $kelvin
EOF
  sbatch "md-$kelvin.sbatch"
done
