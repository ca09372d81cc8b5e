#!/bin/bash
# The job that is sent off opens a shell that nobody will see.
sbatch --gres=gpu:1 <<'EOF'
#!/bin/bash
#SBATCH --job-name=hidden
#SBATCH --time=01:00:00
srun --pty bash
EOF
