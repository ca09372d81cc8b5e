#!/bin/bash
sbatch array.sbatch
sleep 3600
sbatch collect.sbatch
