// What a script is understood to run, as `sbatchlint show commands` prints it, without the line numbers.
#include <string>
#include <string_view>

#include "shell/describe.h"
#include "shell/script.h"
#include "shell/value.h"
#include "support/catch.hpp"

namespace sbatchlint {
namespace {

std::string commands_of(std::string text) {
  const SourceText source("job.sh", std::move(text));
  std::string lines = describe_commands(read_script(source, {}), source);
  std::string result;
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = lines.find('\n', at);
    result += (result.empty() ? "" : "; ") + lines.substr(at + 6, end - at - 6);
    at = end + 1;
  }
  return result;
}

struct Row {
  std::string script;
  std::string_view commands;
};

}  // namespace

TEST_CASE("a wrapper's own words end where its program begins") {
  const auto row = GENERATE(values<Row>({
      {"srun -n 4 --gres=gpu:1 python train.py", "srun -n 4 --gres=gpu:1 > python train.py"},
      {"srun -N1 -c4 --pt bash -l", "srun -N1 -c4 --pt > bash -l"},
      {"srun --pty", "srun --pty"},
      {"srun -- ./a --pty", "srun -- > ./a --pty"},
      {"time -p srun ./a", "time -p > srun > ./a"},
      {"env -u A B=c -i ./a D=e", "env -u A B=c -i > ./a D=e"},
      {"timeout -k 10 --signal=TERM 1h ./a", "timeout -k 10 --signal=TERM 1h > ./a"},
      {"nice -n 5 time env A=b ./a", "nice -n 5 > time > env A=b > ./a"},
      {"singularity -q exec --nv -B /data image.sif python -c 'x y'",
       "singularity -q exec --nv -B /data image.sif > python -c 'x y'"},
      {"singularity build a.sif a.def", "singularity build a.sif a.def"},
      {"singularity exec $UNKNOWN image.sif ./a", "singularity exec ?.. image.sif ?.. > ./a"},
      {"singularity exec $UNKNOWN rserver --port 1", "singularity exec ?.. ?.. > rserver --port 1"},
      {"mpirun -np 4 --mca btl self,tcp ./a", "mpirun -np 4 --mca btl self,tcp > ./a"},
      {"taskset -c 0-3 ./a", "taskset -c 0-3 > ./a"},
      {"docker run --rm -it -v /a:/b --gpus all image ./a -x",
       "docker run --rm -it -v /a:/b --gpus all image > ./a -x"},
      {"command -v srun", "command -v srun"},
      {"command srun ./a", "command > srun > ./a"},
      {"parallel -j 2 ./a {} ::: 1 2", "parallel -j 2 > ./a {}"},
      {"find . -name x -exec rm {} \\;", "find . -name x -exec > rm {}"},
      {"python -m torch.distributed.run --nproc_per_node 2 a.py",
       "python -m torch.distributed.run --nproc_per_node 2 > a.py"},
      {"ssh -p 22 node1 umount /x", "ssh -p 22 node1 > umount /x"},
  }));
  CAPTURE(row.script);
  CHECK(commands_of(row.script) == row.commands);
}

TEST_CASE("a pipeline ends with its line") {
  const std::string commands = commands_of("grep s | sed 't' | tee x\nfor n in a b\ndo\n  wget $n && rm y*\ndone\n");
  CHECK(commands.find("tee x    (pipeline); wget {a|b}") != std::string::npos);
}

TEST_CASE("words are what the program sees") {
  const auto row = GENERATE(values<Row>({
      {R"(sr''un "--pty" 'ba'sh)", "srun --pty > bash"},
      {R"(\srun a\ b "c\$d\"e\x" 'f\g' $'h\ti')", R"(srun > 'a b' c$d"e\x f\g 'h i')"},
      {"srun \\\n  --pty \\\n  bash", "srun --pty > bash"},
      {"x=--pty; srun $x bash", "srun --pty > bash"},
      {"x='--pty -n1'; srun $x bash; srun \"$x\" bash", "srun --pty -n1 > bash; srun '--pty -n1' > bash"},
      {"x=a; x+=b; echo $x${x}c", "echo ababc"},
      {"echo $HOME/x \"$HOME\" a$1", "echo ?../x ? a?.."},
      {"echo $A/$B.$C $A:$B_c,$C", "echo ?../?...?.. ?..:?..,?.."},
      {"a=(srun --pty); a+=(bash); \"${a[@]}\" ${a[1]} ${#a[@]}", "srun --pty > bash --pty ?.."},
      {"x=; echo a$x $x \"$x\" b", "echo a '' b"},
      {"x=; ${x:-srun} ${x:+--pty} bash", "srun > bash"},
      {"full='srun --pty bash now'; ${full% now}", "srun --pty > bash"},
      {"f=/a/b.tar.gz; echo ${f##*/} ${f%%.*} ${f%/*} ${f/a/c} ${f:1:3}", "echo b.tar.gz /a/b /a /c/b.tar.gz a/b"},
      {"$(which srun) x; `command -v time` y",
       "srun > x; which srun    (substitution); time > y; command -v time    (substitution)"},
      {"srun --pty ${SHELL:-/bin/sh} $UNSET", "srun --pty > /bin/bash ?.."},
      {"if a; then x=1; else x=2; fi; echo $x", "a    (condition); echo {1|2}"},
      {"x=1; [ -e f ] && x=2; echo $x", "echo {2|1}"},
      {"x=1; while a; do echo $x; x=2; done; echo $x", "a    (loop, condition); echo {1|2}    (loop); echo {2|1}"},
      {"for i in a b; do echo $i; done", "echo {a|b}    (loop)"},
      {"set -- --pty bash; srun \"$@\"", "set -- --pty bash; srun --pty > bash"},
      {"x=1; (x=2; echo $x); echo $x", "echo 2    (subshell); echo 1"},
      {"x=1; unset x; echo ${x:-d}", "echo d"},
      {"a=1 b=2\necho $a$b", "echo 12"},
  }));
  CAPTURE(row.script);
  CHECK(commands_of(row.script) == row.commands);
}

TEST_CASE("a value with too many unknown places is unknown as a whole") {
  const auto grown = [](std::size_t times) {
    std::string script = "x=a\n";
    for (std::size_t i = 0; i < times; ++i) script += "x=$x${y}b\n";
    const SourceText source("job.sh", std::move(script));
    return read_script(source, {}).assignments.back().value;
  };
  CHECK(grown(kMaxValueHoles).holes.size() == kMaxValueHoles);
  CHECK(grown(kMaxValueHoles).text.size() == kMaxValueHoles + 1);
  CHECK(grown(kMaxValueHoles + 5).holes.size() < 8);
  CHECK(grown(kMaxValueHoles + 5).text.size() < 8);
}

}  // namespace sbatchlint
