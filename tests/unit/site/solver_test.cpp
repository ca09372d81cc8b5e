#include <string>
#include <string_view>

#include "site/site.h"
#include "site/solver.h"
#include "slurm/directives.h"
#include "slurm/request.h"
#include "support/catch.hpp"
#include "text/source_text.h"

namespace sbatchlint {

namespace {

constexpr std::string_view kCluster = R"(
schema = 1
[site]
name = "x"
[defaults]
cpus_per_gpu = 4
[[node]]
names = ["thin[1-4]"]
cpus = 32
memory_exact = "1000M"
features = ["fast"]
[[node]]
names = ["fat1"]
cpus = 16
memory = "8G"
features = ["slow"]
[[node]]
names = ["gpu[1-2]"]
cpus = 32
memory_exact = "4000M"
gpus = { a = 4, b = 1 }
features = ["fast"]
[[partition]]
name = "main"
default = true
nodes = ["thin[1-4]", "fat1"]
[[partition]]
name = "gpu"
nodes = ["gpu[1-2]"]
max_cpus_per_node = 24
[[partition]]
name = "mixed"
nodes = ["thin1", "fat1", "gpu[1-2]"]
[[partition]]
name = "dark"
)";

StartVerdict verdict_of(std::string_view options) {
  const Site site = parse_site(kCluster, "x").value();
  const SourceText source("job.sh", "#!/bin/bash\n#SBATCH " + std::string(options) + "\ntrue\n");
  const Directives directives = read_directives(source, kNewestRelease, Placeholders::Holes);
  return can_start(resolve_request(source, directives, {}).components.front(), site);
}

}  // namespace

TEST_CASE("a request that no choice of nodes satisfies never starts, and the limit that binds is named") {
  struct Row {
    std::string_view options;
    Binding binding;
    std::string_view reason;
  };
  const auto row = GENERATE(values<Row>({
      {"--mem=9G", Binding::Memory, "9G of memory on a node asked, the largest node of `main` has 8G"},
      {"--mem=8G", Binding::Memory,
       "8G of memory on a node asked, the largest node of `main` has 8G by the label and a little less for jobs"},
      {"-c 33", Binding::Cpus, "33 CPUs on a node asked, the largest node of `main` has 32"},
      {"-c 32 --mem=2G", Binding::Together,
       "32 CPUs and 2G of memory on one node asked, the nodes of `main` with 32 CPUs have 1000M at most"},
      {"-N 6", Binding::Nodes, "6 nodes asked, `main` has 5"},
      {"-N 2 --mem=2G", Binding::Nodes, "2 nodes asked, 1 of the 5 nodes of `main` fit the rest of the request"},
      {"-p gpu,mixed -N 3 --gres=gpu:1", Binding::Nodes, "3 nodes asked, 2 of the 4 nodes of `mixed` have 1 GPU"},
      {"-w gpu1", Binding::NodeList, "the node `gpu1` is not in the partition `main`"},
      {"-w 'thin[1-2]' --mem=2G", Binding::NodeList, "the node `thin1` has 1000M of memory, 2G asked on a node"},
      {"-w fat1 -c 20", Binding::NodeList, "the node `fat1` has 16 CPUs, 20 asked on a node"},
      {"-w fat1 -C fast", Binding::NodeList, "the node `fat1` does not have the features asked for"},
      {"-p mixed -w fat1 --gres=gpu:2", Binding::NodeList, "the node `fat1` does not have 2 GPUs"},
      {"-N 5 -C fast", Binding::Nodes, "5 nodes asked, `main` has 4"},
      {"-C 'fast&slow'", Binding::Nodes, "no node of `main` has the features asked for"},
      {"-n 145", Binding::Tasks, "145 tasks of 1 CPU asked, all nodes of `main` take 144"},
      {"-N 1 -n 33", Binding::Tasks, "33 tasks of 1 CPU asked, one node of `main` takes 32"},
      {"-N 2 -n 65", Binding::Tasks, "65 tasks of 1 CPU asked, the 2 largest nodes of `main` take 64"},
      {"--gres=gpu:1", Binding::GpuType, "no node of `main` has a GPU"},
      {"-p gpu --gres=gpu:a:5", Binding::GpusOnNode,
       "5 GPUs of type `a` on one node asked, the largest node of `gpu` has 4"},
      {"-p gpu --gres=gpu:6", Binding::GpusOnNode, "6 GPUs on one node asked, the largest node of `gpu` has 5"},
      {"-p gpu --gres=gpu:a:1 --mem=5G", Binding::Memory,
       "5G of memory on a node asked, the nodes of `gpu` with 1 GPU of type `a` have 4000M"},
      {"-p gpu -N 2 --gpus=11", Binding::Gpus, "11 GPUs in all asked, jobs can use 10 on the nodes of `gpu` that fit"},
      {"-p gpu -N 2 --gpus=1", Binding::Gpus, "1 GPU in all asked, and at least 2 nodes: each of them needs one"},
      {"-p gpu -c 25", Binding::Cpus, "25 CPUs on a node asked, the largest node of `gpu` has 24"},
      {"-p main,gpu -c 33", Binding::Cpus, "33 CPUs on a node asked, the largest node of `gpu` has 24"},
  }));
  CAPTURE(row.options);
  const StartVerdict verdict = verdict_of(row.options);
  CHECK(verdict.never);
  CHECK(verdict.binding == row.binding);
  CHECK(verdict.reason == row.reason);
}

TEST_CASE("a request is let through that some nodes satisfy, or of which too little is known") {
  const auto options = GENERATE(values<std::string_view>({"-N 1",
                                                          "-c 32",
                                                          "--mem=7G",
                                                          "--mem=0",
                                                          "-N 4 -C fast",
                                                          "-C 'fast|slow' -N 5",
                                                          "-n 144",
                                                          "-N 2 -n 64",
                                                          "-p gpu --gres=gpu:a:4,gpu:b:1",
                                                          "-p gpu -N 2 --gpus=10",
                                                          "-p main,gpu --gres=gpu:1",
                                                          "-p dark -N 99",
                                                          "-p elsewhere -N 99",
                                                          "-w 'thin[1-4]'",
                                                          "-w nowhere",
                                                          "-p gpu --ntasks-per-node=2 --gpus=6",
                                                          "-p main,gpu -w gpu1",
                                                          "-w ./nodes",
                                                          "-p gpu --gres=gpu:h100:9",
                                                          "-N 2 -n 10 --ntasks-per-node=4",
                                                          "-C '[fast*9]' -N 5",
                                                          "--mem={{ mem }}"}));
  CAPTURE(options);
  CHECK_FALSE(verdict_of(options).never);
}

}  // namespace sbatchlint
