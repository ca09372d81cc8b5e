# What I type to get started; pasted from the shell's history.
sbatch --time=00:15:00 --wrap="du -sh ~/project > sizes.txt"
sbatch --time=00:05:00 --wrap="hostname; date"
squeue --me
