// The tables behind job/work.h: program names, their subcommands, modules, targets. Data only, for work.cpp alone.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "job/work.h"

namespace sbatchlint::work_tables {

// Shell builtins, text and file tools, questions to the system and to Slurm.
inline constexpr std::string_view kHousekeeping =
    ": [ [[ alias amd-smi awk base64 basename bc bg bind break builtin cal caller cat cd chgrp chmod chown cksum "
    "clear clinfo cmp column comm command compgen complete continue csplit cut date dcgmi deactivate declare "
    "deviceQuery df diff dig dirname dirs disown dmesg dos2unix du echo egrep env envsubst eval exec exit expand "
    "export expr false fc fg fgrep file find fmt fold free getconf getent getopt getopts gpustat grep groups hash "
    "head hexdump host hostname hostnamectl iconv id ifconfig ip ipcs jobs join journalctl jq kill killall last "
    "ldconfig ldd less let lfs link ln local locale logger logname logout ls lsb_release lsblk lscpu lsmod lsof "
    "lspci lstopo mail mailx mapfile md5sum mkdir mkfifo mktemp ml module more mutt mv my-job-stats nc netstat nl "
    "nodeset nohup nproc nslookup numfmt nvidia-debugdump nvidia-modprobe nvidia-smi nvtop od openssl paste pgrep "
    "pidof ping pkill popd pr printenv printf ps pushd pwd quota read readarray readlink readonly realpath rename "
    "renice return rev rm rmdir rocm-smi rocminfo sacct sacctmgr sbatch sbcast scancel scontrol sdiff sed seff "
    "sendmail seq set setfacl sha1sum sha256sum shift shopt showquota shred shuf sinfo size sort split sprio squeue "
    "sreport ss ssh-add ssh-agent ssh-keygen ssh-keyscan sshare sstat stat strings stty sum sync systemctl tac tail "
    "tee tempfile test time times top touch tput tr trap tree true truncate tsort tty type typeset ulimit umask "
    "unalias uname unexpand uniq unlink unset uptime users uuidgen vmstat wall wc whereis which who whoami write "
    "xargs xxd yes zgrep";

inline constexpr std::string_view kWaiting = "sleep wait";

inline constexpr std::string_view kCopying =
    "7z 7za bbcp bsdtar bunzip2 bzip2 cp dcp dd dsync gunzip gzip install lz4 mksquashfs mpicopy pbzip2 pigz pv "
    "rsync scp tar unpigz unrar unsquashfs unxz unzip unzstd xz zcat zip zstd";

inline constexpr std::string_view kDownloading =
    "aria2c ascp axel azcopy efetch fasterq-dump fastq-dump ftp gdown globus-url-copy gsutil icp iget irsync kaggle "
    "lftp ncftpget ngc prefetch s3cmd s5cmd sftp svn wget yt-dlp";

inline constexpr std::string_view kInstalling =
    "apk apt apt-get brew conda-lock cpan cpanm dnf easy_install eb gem pacman pipx rustup snap virtualenv yum "
    "zypper";

inline constexpr std::string_view kCompiling =
    "ant ar autoconf automake autoreconf bazel c++ cc clang clang++ cmake configure dpcpp f77 f90 f95 ftn g++ gcc "
    "gfortran gradle hipcc icc icpc icpx icx ifort ifx javac ld meson mpiCC mpic++ mpicc mpicxx mpif77 mpif90 "
    "mpifort mpiicc mpiicpc mpiifort mvn nasm nvc nvc++ nvcc nvfortran pgcc pgf90 pgfortran ranlib rustc scons "
    "wclean wmake xlc xlf";

// Applications and launchers that nobody starts without computing.
inline constexpr std::string_view kComputing =
    "abaqus accelerate alphafold ansys axolotl blender boltz cactus colabfold_batch cp2k cp2k.popt cp2k.psmp "
    "cryosparcm deepspeed dorado ffmpeg fluent fmriprep g09 g16 gmx gmx_d gmx_mpi guppy_basecaller hoomd horovodrun "
    "hpcg interFoam lammps llama-bench llama-cli llamafactory-cli lm-eval lm_eval lmp lmp_gpu lmp_mpi lmp_serial "
    "matlab mdrun namd2 namd3 ncu nextflow nnUNet_predict nnUNet_train nnUNetv2_predict nnUNetv2_train nsys nvprof "
    "nwchem octave orca papermill pimpleFoam pmemd pmemd.cuda pmemd.MPI pw.x qchem relion_refine relion_refine_mpi "
    "sander sander.MPI siesta simpleFoam snakemake spark-submit starccm+ torchrun trtexec vasp vasp_gam vasp_gpu "
    "vasp_ncl vasp_std vllm whisper whisperx xhpl yolo";

struct ProgramRow {
  std::string_view name;  // or several, separated by blanks
  Work work = Work::Unknown;
};

constexpr std::size_t word_count(std::string_view words) {
  return static_cast<std::size_t>(std::ranges::count(words, ' ')) + 1;
}

// All of the lists above, sorted for a binary search; a name that stands in two of them does not compile.
inline constexpr auto kPrograms = [] {
  constexpr ProgramRow kLists[] = {
      {kHousekeeping, Work::Housekeeping}, {kWaiting, Work::Wait},       {kCopying, Work::Copy},
      {kDownloading, Work::Download},      {kInstalling, Work::Install}, {kCompiling, Work::Compile},
      {kComputing, Work::Compute}};
  constexpr std::size_t kSize = [&] {
    std::size_t size = 0;
    for (const ProgramRow& list : kLists) size += word_count(list.name);
    return size;
  }();
  std::array<ProgramRow, kSize> rows{};
  auto* row = rows.begin();
  for (const ProgramRow& list : kLists) {
    for (std::size_t at = 0; at <= list.name.size();) {
      const std::size_t end = std::min(list.name.find(' ', at), list.name.size());
      *row++ = {.name = list.name.substr(at, end - at), .work = list.work};
      at = end + 1;
    }
  }
  std::ranges::sort(rows, {}, &ProgramRow::name);
  return rows;
}();
static_assert(std::ranges::adjacent_find(kPrograms, {}, &ProgramRow::name) == kPrograms.end());

// `python -m NAME`; any other module is the job's own work.
inline constexpr auto kPythonModules = std::to_array<ProgramRow>({{"SimpleHTTPServer", Work::Unknown},
                                                                  {"build", Work::Install},
                                                                  {"conda", Work::Install},
                                                                  {"ensurepip", Work::Install},
                                                                  {"gdown", Work::Download},
                                                                  {"http.server", Work::Unknown},
                                                                  {"ipykernel", Work::Housekeeping},
                                                                  {"json.tool", Work::Housekeeping},
                                                                  {"jupyter", Work::Unknown},
                                                                  {"jupyter_server", Work::Unknown},
                                                                  {"jupyterlab", Work::Unknown},
                                                                  {"marimo", Work::Unknown},
                                                                  {"nltk.downloader", Work::Download},
                                                                  {"notebook", Work::Unknown},
                                                                  {"pip", Work::Install},
                                                                  {"pipx", Work::Install},
                                                                  {"platform", Work::Housekeeping},
                                                                  {"site", Work::Housekeeping},
                                                                  {"spacy", Work::Unknown},
                                                                  {"sysconfig", Work::Housekeeping},
                                                                  {"tarfile", Work::Copy},
                                                                  {"tensorboard", Work::Unknown},
                                                                  {"tensorboard.main", Work::Unknown},
                                                                  {"torch.utils.collect_env", Work::Housekeeping},
                                                                  {"uuid", Work::Housekeeping},
                                                                  {"venv", Work::Install},
                                                                  {"virtualenv", Work::Install},
                                                                  {"visdom.server", Work::Unknown},
                                                                  {"wget", Work::Download},
                                                                  {"xformers.info", Work::Housekeeping},
                                                                  {"zipfile", Work::Copy}});
static_assert(std::ranges::is_sorted(kPythonModules, {}, &ProgramRow::name));

// Programs told by their first word: `words`, separated by blanks, mean `work`; anything else means `otherwise`.
struct SubcommandRow {
  std::string_view program;
  std::string_view words;
  Work work = Work::Unknown;
  Work otherwise = Work::Unknown;
};

inline constexpr auto kSubcommands = std::to_array<SubcommandRow>({
    {"aws", "s3 s3api", Work::Download, Work::Housekeeping},
    {"az", "storage", Work::Download, Work::Housekeeping},
    {"cargo", "build fetch install", Work::Compile, Work::Unknown},
    {"conda", "create install remove update upgrade", Work::Install, Work::Housekeeping},
    {"dvc", "fetch get import pull", Work::Download, Work::Unknown},
    {"gcloud", "storage", Work::Download, Work::Housekeeping},
    {"git", "clone fetch lfs pull submodule", Work::Download, Work::Housekeeping},
    {"globus", "transfer", Work::Download, Work::Housekeeping},
    {"go", "build get install mod", Work::Compile, Work::Unknown},
    {"hf", "download", Work::Download, Work::Housekeeping},
    {"huggingface-cli", "download", Work::Download, Work::Housekeeping},
    {"mamba", "create install remove update upgrade", Work::Install, Work::Housekeeping},
    {"mc", "cp mirror", Work::Download, Work::Unknown},
    {"micromamba", "create install remove update upgrade", Work::Install, Work::Housekeeping},
    {"modelscope", "download", Work::Download, Work::Unknown},
    {"npm", "ci i install", Work::Install, Work::Unknown},
    {"ollama", "pull", Work::Download, Work::Unknown},
    {"pip", "download install uninstall wheel", Work::Install, Work::Housekeeping},
    {"pipenv", "install sync", Work::Install, Work::Housekeeping},
    {"pixi", "add install", Work::Install, Work::Housekeeping},
    {"poetry", "add install update", Work::Install, Work::Housekeeping},
    {"rclone", "copy copyto sync", Work::Download, Work::Unknown},
    {"spack", "install", Work::Install, Work::Housekeeping},
    {"uv", "add pip sync venv", Work::Install, Work::Unknown},
    {"wandb", "disabled enabled init login offline online status", Work::Housekeeping, Work::Unknown},
    {"yarn", "install", Work::Install, Work::Unknown},
});
static_assert(std::ranges::is_sorted(kSubcommands, {}, &SubcommandRow::program));

// Targets of make and ninja that build and do not run.
inline constexpr std::string_view kMakeTargets[] = {"all", "build", "clean", "depend", "distclean", "install", "lib"};

// Parts of the paths of files that are sourced to set things up.
inline constexpr std::string_view kSettingFiles[] = {"activate", "bashrc",  "profile",     "conda.sh",
                                                     "mamba.sh", "setvars", "lmod",        "module",
                                                     ".env",     "env.sh",  "environment", "/init/"};

// Parts of code that is handed over as text.
inline constexpr std::string_view kInstallCode[] = {"install.packages", "install_github",  "BiocManager::install",
                                                    "Pkg.add",          "Pkg.instantiate", "Pkg.update",
                                                    "Pkg.precompile"};
inline constexpr std::string_view kDownloadCode[] = {
    "snapshot_download", "hf_hub_download", "load_dataset(", "nltk.download", "urlretrieve", "download=True", "gdown."};

}  // namespace sbatchlint::work_tables
