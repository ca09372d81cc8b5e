#!/bin/tcsh -f
#SBATCH --job-name=amber
#SBATCH --ntasks=16
#SBATCH --time=10:00:00

module load amber/22
set stage = 1
while ( $stage <= 5 )
  if ( ! -e stage$stage.rst ) then
    srun pmemd.MPI -O -i stage$stage.in -o stage$stage.out -r stage$stage.rst || exit 1
  endif
  @ stage++
end
