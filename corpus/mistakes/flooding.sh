#!/bin/bash
for i in $(seq 1 5000); do
  sbatch --time=10 --output="$i.out" run.sbatch "$i"
done
while squeue --me | grep -q run; do
  sleep 1
done
