#SBATCH --job-name=hello
#SBATCH --time=00:05:00
python3 hello.py
