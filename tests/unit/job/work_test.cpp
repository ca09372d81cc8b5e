#include "job/work.h"

#include <string_view>

#include "slurm/directives.h"
#include "support/catch.hpp"
#include "support/invocation.h"

using sbatchlint::Command;
using sbatchlint::Directives;
using sbatchlint::Job;
using sbatchlint::Request;
using sbatchlint::Script;
using sbatchlint::Site;
using sbatchlint::SourceText;
using sbatchlint::Via;
using sbatchlint::Work;
using sbatchlint::test::command;
using sbatchlint::test::invocation;

namespace {

// What the first of the script's commands is good for.
Work work_of_first(const Script& script) {
  const SourceText source;
  const Directives directives;
  const Request request;
  const Site site;
  const Job job{.source = source, .directives = directives, .script = script, .request = request, .site = site};
  return work_of(job, script.commands.front());
}

Work work_of_text(std::string_view text) {
  Script script;
  script.commands.push_back(command(text));
  return work_of_first(script);
}

}  // namespace

TEST_CASE("a command is told by its program and first words") {
  struct Row {
    std::string_view text;
    Work work;
  };
  const auto row = GENERATE(values<Row>({
      {"echo done", Work::Housekeeping},
      {"module load cuda", Work::Housekeeping},
      {"nvidia-smi", Work::Housekeeping},
      {"conda activate x", Work::Housekeeping},
      {"source venv/bin/activate", Work::Housekeeping},
      {"source run.sh", Work::Unknown},
      {"gcc --version", Work::Housekeeping},
      {"sleep 10", Work::Wait},
      {"rsync -a x y", Work::Copy},
      {"wget http://example.org/x", Work::Download},
      {"git clone x", Work::Download},
      {"git status", Work::Housekeeping},
      {"aws s3 cp x y", Work::Download},
      {"curl -s localhost:8000/health", Work::Housekeeping},
      {"curl -sLO http://example.org/x", Work::Download},
      {"curl -o /dev/null http://example.org/x", Work::Housekeeping},
      {"pip install -r requirements.txt", Work::Install},
      {"pip3.11 install x", Work::Install},
      {"pip list", Work::Housekeeping},
      {"python -m pip install x", Work::Install},
      {"python -m venv env", Work::Install},
      {"python setup.py install", Work::Install},
      {"conda env create -f x.yml", Work::Install},
      {"conda env list", Work::Housekeeping},
      {"conda $what", Work::Unknown},
      {"gcloud auth list", Work::Housekeeping},
      {"singularity pull docker://ubuntu", Work::ImageBuild},
      {"singularity build x.sif x.def", Work::ImageBuild},
      {"docker build .", Work::ImageBuild},
      {"singularity run x.sif", Work::Unknown},
      {"make -j 8", Work::Compile},
      {"make -C build install", Work::Compile},
      {"make train", Work::Unknown},
      {"nvcc x.cu", Work::Compile},
      {"python train.py", Work::Compute},
      {"python -u -W ignore train.py", Work::Compute},
      {"python -m package.train", Work::Compute},
      {"python $script", Work::Unknown},
      {"Rscript fit.R", Work::Compute},
      {"gmx mdrun", Work::Compute},
      {"torchrun train.py", Work::Compute},
      {"./simulate", Work::Unknown},
      {"$program x", Work::Unknown},
  }));
  CAPTURE(row.text);
  CHECK(work_of_text(row.text) == row.work);
}

TEST_CASE("code that is handed over is told by what it calls") {
  Script script;
  script.commands.push_back(command("python -c x"));
  std::string& code = script.commands.front().chain.front().args.back().text;
  code = "import torch; print(torch.cuda.is_available())";
  CHECK(work_of_first(script) == Work::Housekeeping);
  code = "from datasets import load_dataset; load_dataset('x')";
  CHECK(work_of_first(script) == Work::Download);
  code = "import job; job.train()";
  CHECK(work_of_first(script) == Work::Unknown);
}

TEST_CASE("what a launcher starts is the job's work") {
  Script script;
  script.commands.push_back(command("mpirun -n 4"));
  script.commands.front().chain.push_back(invocation("./simulate"));
  CHECK(work_of_first(script) == Work::Compute);
  script.commands.front().chain.back() = invocation("hostname");
  CHECK(work_of_first(script) == Work::Housekeeping);
}

TEST_CASE("a call whose commands are listed themselves is housekeeping") {
  Script script;
  script.commands.push_back(command("bash -c x"));
  CHECK(work_of_first(script) == Work::Unknown);
  script.commands.push_back(command("python train.py"));
  script.commands.back().outer = 0;
  script.commands.back().via = Via::CommandString;
  script.commands.front().has_inner = true;
  CHECK(work_of_first(script) == Work::Housekeeping);
}
