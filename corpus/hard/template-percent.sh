#!/bin/bash
#SBATCH --job-name=%(job_name)s
#SBATCH --time=%(hours)s:00:00
#SBATCH --ntasks=%(ntasks)s
#SBATCH --output=%(log_dir)s/%%j.out

cd %(run_dir)s
srun %(executable)s %(arguments)s
