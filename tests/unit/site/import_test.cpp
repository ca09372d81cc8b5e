#include "site/import.h"

#include <string>

#include "site/site.h"
#include "support/catch.hpp"

namespace sbatchlint {

namespace {

const ImportTexts kPrinted = {
    "Configuration data as of 2026-11-23T02:45:00\n"
    "ClusterName             = lab\n"
    "DefMemPerCPU            = 3800\n"
    "EnforcePartLimits       = NO\n"
    "JobDefaults             = DefCpuPerGPU=6,DefMemPerGPU=40000\n"
    "MaxArraySize            = 1001\n"
    "SelectTypeParameters    = CR_CORE_MEMORY,CR_ONE_TASK_PER_CORE\n"
    "SLURM_VERSION           = 22.05.8\n",
    "PartitionName=main AllowGroups=ALL AllowAccounts=ALL AllowQos=normal,long Default=YES DefaultTime=01:00:00 "
    "MaxNodes=4 MaxTime=6-00:00:00 MinNodes=0 Nodes=a[01-03],b1 OverSubscribe=NO State=UP MaxCPUsPerNode=UNLIMITED\n"
    "PartitionName=own AllowGroups=ALL AllowAccounts=physics AllowQos=ALL Default=NO DefaultTime=NONE "
    "MaxNodes=UNLIMITED MaxTime=UNLIMITED MinNodes=2 Nodes=b1 OverSubscribe=EXCLUSIVE State=UP\n",
    "NodeName=a01 CoresPerSocket=16 CPUTot=64 AvailableFeatures=t4,fast Gres=gpu:t4:6(S:0-1) OS=Linux 5.10 #1 SMP "
    "RealMemory=244584 ThreadsPerCore=2 State=IDLE MemSpecLimit=84\n"
    "NodeName=a02 CPUTot=64 AvailableFeatures=t4,fast Gres=gpu:t4:6(S:0-1) RealMemory=244584 ThreadsPerCore=2 "
    "MemSpecLimit=84\n"
    "NodeName=a03 CPUTot=64 AvailableFeatures=t4,fast Gres=gpu:t4:6(S:0-1) RealMemory=244584 ThreadsPerCore=2 "
    "MemSpecLimit=84\n"
    "NodeName=b1 CPUTot=8 AvailableFeatures=(null) Gres=(null) RealMemory=1000 ThreadsPerCore=1\n",
    "normal|||gres/gpu=12|12|unprivileged\nlong|10-00:00:00|node=2||||\nunprivileged||||| \n",
    "physics|long\nphysics|long\nroot|normal\nbio|\n",
};

}  // namespace

TEST_CASE("a profile is made of what Slurm's commands print, and can be read") {
  const auto text = import_profile(kPrinted, "lab", "2026-11-23");
  REQUIRE(text.ok());
  const auto read = parse_site(text.value(), "lab.facts.toml");
  REQUIRE(read.ok());
  const Site& site = read.value();
  CHECK(site.title == "lab");
  CHECK(site.release == Release::V22_05);
  CHECK(site.enforce_part_limits == false);
  CHECK(site.max_array_index == 1000U);
  CHECK(site.one_task_per_core);
  CHECK(site.default_mem_per_cpu == Megabytes{3800});
  CHECK(site.default_mem_per_gpu == Megabytes{40'000});
  CHECK(site.default_cpus_per_gpu == 6U);

  REQUIRE(site.nodes.size() == 2);
  CHECK(host_list_text(site.nodes[0].names) == "a[01-03]");
  CHECK(site.nodes[0].cpus == 64U);
  CHECK(site.nodes[0].cores == 32U);
  CHECK(site.nodes[0].memory == Megabytes{244'500});
  CHECK(site.nodes[0].memory_exact);
  CHECK(site.largest_gpu_node("t4", "main") == 6U);
  CHECK(site.nodes[0].features == std::vector<std::string>{"t4", "fast"});
  CHECK(site.nodes[1].features == std::vector<std::string>{});
  CHECK(site.nodes[1].gpus.empty());

  REQUIRE(site.default_partition() != nullptr);
  CHECK(site.default_partition()->name == "main");
  CHECK(site.default_partition()->max_nodes == 4U);
  CHECK(site.default_partition()->default_time == Minutes{.count = 60});
  CHECK(site.default_partition()->qos == std::vector<std::string>{"normal", "long"});
  REQUIRE(site.partition("own") != nullptr);
  CHECK(site.partition("own")->whole_nodes);
  CHECK(site.partition("own")->min_nodes == 2U);
  CHECK(site.partition("own")->max_time == Minutes::unlimited());
  CHECK(site.partition("own")->accounts == std::vector<std::string>{"physics"});

  REQUIRE(site.qos_list.size() == 3);
  CHECK(site.find_qos("unprivileged")->preemptible);
  CHECK(site.find_qos("long")->max_time == Minutes{.count = 10 * 1440});
  CHECK(site.find_qos("long")->max_nodes == 2U);
  CHECK(site.quota("", "normal")->max_gpus == 12U);
  CHECK(site.quota("", "normal")->max_jobs == 12U);
  CHECK(site.accounts.size() == 2);
  CHECK(site.usual_qos("physics") == "long");
}

TEST_CASE("output without nodes or partitions makes no profile") {
  ImportTexts texts = kPrinted;
  texts[2] = "slurm_load_node error: Unable to contact slurm controller\n";
  CHECK(import_profile(texts, "lab", "2026-11-23").error().message ==
        "there is no node in what `scontrol -o show node` printed");
  texts = kPrinted;
  texts[1].clear();
  CHECK(import_profile(texts, "lab", "2026-11-23").error().message ==
        "there is no partition in what `scontrol -o show partition` printed");
}

}  // namespace sbatchlint
