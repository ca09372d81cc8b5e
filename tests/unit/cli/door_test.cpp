#include <string>
#include <vector>

#include "hosts/cli/commands.h"
#include "hosts/cli/door_log.h"
#include "hosts/cli/sbatch_line.h"
#include "support/catch.hpp"
#include "unit/cli/fake_world.h"

namespace sbatchlint::cli {
namespace {

using Words = std::vector<std::string>;

const std::string kGood = "#!/bin/bash\n#SBATCH --time=5\nsrun hostname\n";
const std::string kBad = "#!/bin/bash\n#SBATCH --time=5 --tiem=5\nsrun hostname\n";

// A machine with a real sbatch and two scripts.
FakeFiles machine() {
  FakeFiles files;
  files.files = {{"/usr/bin/sbatch",
                  "\x7f"
                  "ELF"},
                 {"/here/good.sh", kGood},
                 {"/here/bad.sh", kBad}};
  files.programs = {"/usr/bin/sbatch", "/opt/door/sbatch", "/opt/real/sbatch"};
  files.variables = {{"PATH", "/usr/bin:/bin"}};
  return files;
}

// Under a profile of the machine with these lines of [doors].
FakeFiles machine_with(const std::string& doors) {
  FakeFiles files = machine();
  files.files["/etc/sbatchlint/site.toml"] = "schema = 1\n[site]\nname = \"lab\"\n[doors]\n" + doors;
  files.files["/var/log/doors.log"] = "";
  return files;
}

int submit(FakeFiles& files, SubmitDoorArguments arguments) { return run_submit(arguments, files.world()); }

// What became of the program; "" where it did not become another.
std::string became(FakeFiles& files, const Words& words) {
  files.became.clear();
  (void)submit(files, {.words = words});
  std::string text;
  for (const std::string& word : files.became) text += (text.empty() ? "" : "|") + word;
  return text;
}

TEST_CASE("the script is found among sbatch's words") {
  struct Row {
    Words words;
    std::string script;  // "" where there is none
    Words options;
  };
  FakeFiles files = machine();
  files.files["/here/image.sif"] = "";
  const auto row = GENERATE(values<Row>({
      {{"good.sh"}, "good.sh", {}},
      {{"-n2", "good.sh", "-t", "5"}, "good.sh", {"-n2"}},
      {{"-n", "2", "--part", "gpu", "good.sh", "good.sh"}, "good.sh", {"-n", "2", "--part", "gpu"}},
      {{"-HsO", "good.sh"}, "good.sh", {"-HsO"}},
      {{"-HsOn", "2", "good.sh"}, "good.sh", {"-HsOn", "2"}},
      {{"--nice", "good.sh"}, "good.sh", {"--nice"}},
      {{"-k", "good.sh"}, "good.sh", {"-k"}},
      {{"--wrap", "good.sh"}, "", {"--wrap", "good.sh"}},
      {{"--wr=sleep 5"}, "", {"--wr=sleep 5"}},
      {{"--", "-odd.sh"}, "-odd.sh", {}},
      {{"-n1", ":", "-n2", "good.sh"}, "good.sh", {"-n1", ":", "-n2"}},
      {{"--power", "level", "good.sh"}, "good.sh", {"--power", "level"}},  // gone from newer releases
      {{"--segment", "4", "good.sh"}, "good.sh", {"--segment", "4"}},      // not yet in older ones
      {{"--container-image", "x", "good.sh"}, "good.sh", {}},              // a plug-in's, with a value
      {{"--container-image=x", "good.sh"}, "good.sh", {}},
      {{"--plugin", "good.sh", "a"}, "good.sh", {}},  // a plug-in's, without
      {{}, "", {}},
      {{"-t", "5"}, "", {"-t", "5"}},
      {{"good.sh", "--wrap=x"}, "good.sh", {}},
  }));
  const SubmitLine line = read_submit_line(Tool::Sbatch, row.words, files.world());
  CAPTURE(row.words);
  CHECK((line.script ? line.words[*line.script] : "") == row.script);
  CHECK(line.options == row.options);
}

TEST_CASE("a job without findings is submitted with the words as they are") {
  FakeFiles files = machine();
  CHECK(became(files, {"-n2", "good.sh", "a b", "--x"}) == "/usr/bin/sbatch|sbatch|-n2|good.sh|a b|--x");
  CHECK(files.err == "sbatchlint: cannot run `/usr/bin/sbatch`: this is a test\n");
  CHECK(!files.became_input);
}

TEST_CASE("a finding at the threshold stops the job, and is shown") {
  FakeFiles files = machine();
  CHECK(submit(files, {.words = {"bad.sh"}}) == kFindings);
  CHECK(files.became.empty());
  CHECK(files.err.starts_with("error[SB108] unknown-option: `--tiem` is not an option of sbatch\n  --> bad.sh:2:18\n"));
  CHECK(
      files.err.ends_with("\nsbatchlint: the job was not submitted; SBATCHLINT_FORCE=REASON in the environment lets "
                          "it through\n"));
}

TEST_CASE("what the script sources is looked at, too") {
  FakeFiles files = machine();
  files.files["/here/lib.sh"] = "srun --pty bash\n";
  files.files["/here/sources.sh"] = "#!/bin/bash\n#SBATCH --time=5\nsource lib.sh\n";
  CHECK(submit(files, {.words = {"sources.sh"}}) == kFindings);
  CHECK(files.err.starts_with("error[SB601] interactive-shell: "));
  CHECK(files.err.find("\n  --> sources.sh:3:1\n") != std::string::npos);
}

TEST_CASE("the command line and the environment count as sbatch counts them") {
  FakeFiles files = machine();
  files.files["/etc/sbatchlint/site.toml"] =
      "schema = 1\n[site]\nname = \"lab\"\n[[policy.limit]]\nof = \"nodes\"\nmax = 4\n";
  CHECK(submit(files, {.words = {"-N8", "good.sh"}}) == kFindings);
  CHECK(files.err.find("8 nodes asked, the limit is 4") != std::string::npos);
  CHECK(became(files, {"-N4", "good.sh"}) == "/usr/bin/sbatch|sbatch|-N4|good.sh");
  files.files["/here/wide.sh"] = "#!/bin/bash\n#SBATCH -N8 -t5\ntrue\n";
  CHECK(became(files, {"wide.sh"}).empty());
  CHECK(became(files, {"-N2", "wide.sh"}) == "/usr/bin/sbatch|sbatch|-N2|wide.sh");
}

TEST_CASE("what submits nothing is not linted") {
  FakeFiles files = machine();
  for (const Words& words : {Words{"--help"}, Words{"-V"}, Words{"--usage", "bad.sh"}, Words{"--vers", "bad.sh"}}) {
    CAPTURE(words);
    CHECK(became(files, words).starts_with("/usr/bin/sbatch|"));
  }
  files.err.clear();
  CHECK(became(files, {"--test-only", "bad.sh"}) == "/usr/bin/sbatch|sbatch|--test-only|bad.sh");
  CHECK(files.err.find("SB108") != std::string::npos);
}

TEST_CASE("a script on a pipe is read once and handed over") {
  FakeFiles files = machine();
  files.input = kGood;
  CHECK(became(files, {"-n1"}) == "/usr/bin/sbatch|sbatch|-n1");
  CHECK(files.became_input == kGood);
  files.input = kBad;
  CHECK(became(files, {}).empty());
  CHECK(submit(files, {.words = {}, .decide = true}) == kNeedsInput);
}

TEST_CASE("a script from a redirected file is left for sbatch to read") {
  FakeFiles files = machine();
  files.input_file = kGood;
  CHECK(became(files, {}) == "/usr/bin/sbatch|sbatch");
  CHECK(!files.became_input);
  files.input_file = kBad;
  CHECK(became(files, {}).empty());
}

TEST_CASE("a sealed job is what was linted, under the name that it would have had") {
  FakeFiles files = machine();
  const auto sealed = [&](const Words& words) {
    files.became.clear();
    (void)submit(files, {.words = words, .sealed = true});
    return files.became;
  };
  CHECK(sealed({"-n1", "/here/good.sh", "x"}) ==
        Words{"/usr/bin/sbatch", "sbatch", "-n1", "--job-name=good.sh", "/dev/stdin", "x"});
  CHECK(files.became_input == kGood);
  CHECK(sealed({"-n1", "--", "good.sh"}) ==
        Words{"/usr/bin/sbatch", "sbatch", "-n1", "--job-name=good.sh", "--", "/dev/stdin"});
  CHECK(sealed({"-Jmine", "good.sh"}) == Words{"/usr/bin/sbatch", "sbatch", "-Jmine", "/dev/stdin"});
  files.files["/here/named.sh"] = "#!/bin/bash\n#SBATCH -J named -t5\ntrue\n";
  CHECK(sealed({"named.sh"}) == Words{"/usr/bin/sbatch", "sbatch", "/dev/stdin"});
  CHECK(sealed({"--wrap=true", "-t5"}) == Words{"/usr/bin/sbatch", "sbatch", "--wrap=true", "-t5"});
  CHECK(sealed({"missing.sh"}).empty());
}

TEST_CASE("the real sbatch is the next one on PATH that is no door") {
  FakeFiles files = machine();
  files.files["/opt/door/sbatch"] = "#!/bin/sh\n# a door: sbatchlint\n";
  files.variables["PATH"] = "/opt/door:/usr/bin";
  CHECK(became(files, {"good.sh"}) == "/usr/bin/sbatch|sbatch|good.sh");
  files.variables["SBATCHLINT_SBATCH"] = "/opt/real/sbatch";
  CHECK(became(files, {"good.sh"}) == "/opt/real/sbatch|sbatch|good.sh");
  files.variables["PATH"] = "/bin";
  files.variables.erase("SBATCHLINT_SBATCH");
  files.err.clear();
  CHECK(submit(files, {.words = {"good.sh"}}) == kFailed);
  CHECK(files.err == "sbatchlint: there is no `sbatch` on PATH\n");
}

TEST_CASE("a site rolls out in three stages") {
  FakeFiles observing = machine_with("mode = \"observe\"\nlog = \"/var/log/doors.log\"\n");
  CHECK(became(observing, {"bad.sh"}) == "/usr/bin/sbatch|sbatch|bad.sh");
  CHECK(observing.err == "sbatchlint: cannot run `/usr/bin/sbatch`: this is a test\n");
  CHECK(observing.files["/var/log/doors.log"] ==
        "1970-01-12T13:46:40Z sbatchlint: door=submit action=submit verdict=block mode=observe user=1000 tool=sbatch "
        "site=lab errors=1 warnings=0 codes=SB108 exempt=no ms=0 script=\"bad.sh\"\n");
  FakeFiles warning = machine_with("mode = \"warn\"\nlog = \"syslog\"\n");
  CHECK(became(warning, {"bad.sh"}) == "/usr/bin/sbatch|sbatch|bad.sh");
  CHECK(warning.err.find("error[SB108]") != std::string::npos);
  CHECK(warning.err.find("sbatchlint: the job is submitted all the same: so far this site only warns\n") !=
        std::string::npos);
  CHECK(warning.syslog.starts_with("door=submit action=submit verdict=block mode=warn "));
  FakeFiles blocking = machine_with("mode = \"block\"\nlog = \"syslog\"\n");
  CHECK(became(blocking, {"bad.sh"}).empty());
  CHECK(blocking.syslog.starts_with("door=submit action=refuse verdict=block mode=block "));
}

TEST_CASE("a job goes by force where the site permits it") {
  FakeFiles files = machine_with("log = \"syslog\"\n");
  files.variables["SBATCHLINT_FORCE"] = "a \"deadline\"\x1b[31m";
  CHECK(became(files, {"bad.sh"}) == "/usr/bin/sbatch|sbatch|bad.sh");
  CHECK(files.syslog.find(" forced=\"a 'deadline'\u241b[31m\"\n") != std::string::npos);
  CHECK(files.err.find('\x1b') == std::string::npos);
  FakeFiles strict = machine_with("allow_force = false\n");
  strict.variables["SBATCHLINT_FORCE"] = "please";
  CHECK(became(strict, {"bad.sh"}).empty());
  CHECK(
      strict.err.ends_with("sbatchlint: this site lets nobody through by force\nsbatchlint: the job was not "
                           "submitted\n"));
}

TEST_CASE("exempt jobs are logged and left alone") {
  FakeFiles files = machine_with("exempt = \"partition == 'debug' or account == 'staff'\"\nlog = \"syslog\"\n");
  CHECK(became(files, {"-p", "debug", "bad.sh"}) == "/usr/bin/sbatch|sbatch|-p|debug|bad.sh");
  CHECK(files.syslog.find("verdict=block") != std::string::npos);
  CHECK(files.syslog.find("exempt=yes") != std::string::npos);
  CHECK(became(files, {"-A", "staff", "bad.sh"}) == "/usr/bin/sbatch|sbatch|-A|staff|bad.sh");
  CHECK(became(files, {"-p", "gpu", "bad.sh"}).empty());
}

// Everything by which a user could make a door of the machine weaker.
TEST_CASE("where the site binds, nothing that a user sets weakens it") {
  const std::string limit = "[[policy.limit]]\nof = \"nodes\"\nmax = 4\n";
  FakeFiles files = machine_with("sbatch = \"/opt/real/sbatch\"\n" + limit);
  const std::string wide = "#!/bin/bash\n#SBATCH -N8 -t5\ntrue\n";
  files.files["/here/wide.sh"] = wide;
  files.files["/here/lax.toml"] = "schema = 1\n[site]\nname = \"lax\"\n[doors]\nmode = \"observe\"\n";
  const SubmitDoorArguments plain{.words = {"wide.sh"}};
  CHECK(submit(files, plain) == kFindings);

  SECTION("--site") { CHECK(submit(files, {.words = {"wide.sh"}, .submit = {.site = "/here/lax.toml"}}) == kFindings); }
  SECTION("SBATCHLINT_SITE") {
    files.variables["SBATCHLINT_SITE"] = "/here/lax.toml";
    CHECK(submit(files, plain) == kFindings);
  }
  SECTION("a configuration beside the script") {
    files.files["/here/.sbatchlint.toml"] = "site = \"generic\"\nignore = [\"ALL\"]\nfail-on = \"never\"\n";
    CHECK(submit(files, plain) == kFindings);
  }
  SECTION("--config, --no-config and --fail-on") {
    files.files["/here/own.toml"] = "ignore = [\"ALL\"]\n";
    CHECK(submit(files, {.words = {"wide.sh"}, .config = {.file = "/here/own.toml"}}) == kFindings);
    CHECK(submit(files, {.words = {"wide.sh"}, .config = {.none = true}}) == kFindings);
    CHECK(submit(files, {.words = {"wide.sh"}, .fail_on = Threshold{}}) == kFindings);
  }
  SECTION("a comment in the script") {
    files.files["/here/wide.sh"] = "#!/bin/bash\n#SBATCH -N8 -t5\n# sbatchlint: disable-file=all mine\ntrue\n";
    CHECK(submit(files, plain) == kFindings);
  }
  SECTION("--sbatch and SBATCHLINT_SBATCH") {
    files.variables["SBATCHLINT_SBATCH"] = "/here/mine";
    files.became.clear();
    (void)submit(files, {.words = {"good.sh"}, .sbatch = "/here/mine"});
    CHECK(files.became.front() == "/opt/real/sbatch");
  }
  CHECK(files.err.find("8 nodes asked, the limit is 4") != std::string::npos);
}

TEST_CASE("a profile that is inherited by name is the machine's, not one of the user's folders") {
  FakeFiles files = machine();
  files.files["/etc/sbatchlint/site.toml"] =
      "schema = 1\n[site]\nname = \"lab\"\ninherits = [\"facts\"]\n[doors]\nmode = \"block\"\n";
  files.files["/etc/sbatchlint/sites/facts.toml"] =
      "schema = 1\n[site]\nname = \"facts\"\n[[policy.limit]]\nof = \"nodes\"\nmax = 4\n";
  files.files["/here/sites/facts.toml"] = "schema = 1\n[site]\nname = \"facts\"\n";
  files.files["/home/me/.config/sbatchlint/sites/facts.toml"] = files.files["/here/sites/facts.toml"];
  files.variables["SBATCHLINT_SITE_PATH"] = "/here/sites";
  files.variables["HOME"] = "/home/me";
  CHECK(submit(files, {.words = {"-N8", "good.sh"}}) == kFindings);
}

TEST_CASE("where the site does not bind, a user's profile counts") {
  FakeFiles files = machine_with("binding = false\n[[policy.limit]]\nof = \"nodes\"\nmax = 4\n");
  CHECK(submit(files, {.words = {"-N8", "good.sh"}}) == kFindings);
  files.variables["SBATCHLINT_SITE"] = "generic";
  CHECK(became(files, {"-N8", "good.sh"}) == "/usr/bin/sbatch|sbatch|-N8|good.sh");
  CHECK(submit(files, {.words = {"bad.sh"}}) == kFindings);
  CHECK(submit(files, {.words = {"bad.sh"}, .fail_on = Threshold{}}) == kFailed);  // it went on, which fails here
}

TEST_CASE("a linter that comes to nothing lets the job go, or not, as the site wants") {
  FakeFiles open = machine_with("log = \"syslog\"\n");
  open.guard_fails = "it was ended by signal 9";
  CHECK(became(open, {"good.sh"}) == "/usr/bin/sbatch|sbatch|good.sh");
  CHECK(
      open.err.starts_with("sbatchlint: the job could not be linted: the linter failed: it was ended by signal 9; it "
                           "is submitted all the same\n"));
  CHECK(open.syslog ==
        "door=submit action=submit verdict=broken mode=block user=1000 tool=sbatch site=- errors=0 warnings=0 codes=- "
        "exempt=no ms=0 script=\"good.sh\" why=\"the linter failed: it was ended by signal 9\"\n");
  FakeFiles closed = machine_with("when_broken = \"closed\"\n");
  closed.guard_fails = "it took longer than 2000 ms";
  CHECK(submit(closed, {.words = {"good.sh"}}) == kFindings);
  CHECK(closed.err ==
        "sbatchlint: the job could not be linted: the linter failed: it took longer than 2000 ms; this site "
        "submits none unlinted\n");
  FakeFiles observing = machine_with("mode = \"observe\"\nwhen_broken = \"closed\"\n");
  observing.guard_fails = "it took longer than 2000 ms";
  CHECK(became(observing, {"good.sh"}) == "/usr/bin/sbatch|sbatch|good.sh");
}

TEST_CASE("a broken profile still says what happens then") {
  FakeFiles open = machine_with("[[partition]]\nname = 5\n");
  CHECK(became(open, {"good.sh"}) == "/usr/bin/sbatch|sbatch|good.sh");
  CHECK(
      open.err.starts_with("sbatchlint: /etc/sbatchlint/site.toml:6: `name` of [[partition]] has to be a text\n"
                           "sbatchlint: the job could not be linted; it is submitted all the same\n"));
  FakeFiles closed = machine_with("when_broken = \"closed\"\nlog = \"syslog\"\nthis is no TOML\n");
  CHECK(submit(closed, {.words = {"good.sh"}}) == kFindings);
  CHECK(closed.syslog.starts_with("door=submit action=refuse verdict=broken mode=block user=1000 tool=sbatch site=- "));
  CHECK(closed.syslog.find(" why=\"/etc/sbatchlint/site.toml:7: ") != std::string::npos);
  FakeFiles observing = machine_with("mode = \"observe\"\nthis is no TOML\n");
  CHECK(became(observing, {"good.sh"}) == "/usr/bin/sbatch|sbatch|good.sh");
  CHECK(observing.err == "sbatchlint: cannot run `/usr/bin/sbatch`: this is a test\n");
  CHECK(closed.err.ends_with("sbatchlint: the job could not be linted; this site submits none unlinted\n"));
}

TEST_CASE("what a door may not open is not opened, and what sbatch cannot read sbatch says") {
  FakeFiles files = machine_with("when_broken = \"closed\"\n");
  files.pipes = {"/dev/fd/63"};
  CHECK(submit(files, {.words = {"/dev/fd/63"}}) == kFindings);
  CHECK(files.err.starts_with("sbatchlint: `/dev/fd/63` is no regular file\n"));
  CHECK(became(files, {"missing.sh"}) == "/usr/bin/sbatch|sbatch|missing.sh");
}

TEST_CASE("srun and salloc are looked at where the site wants it, and never within a job") {
  FakeFiles files = machine_with("command_lines = true\n");
  const SubmitDoorArguments pty{.tool = Tool::Srun, .words = {"--pty", "bash"}, .decide = true};
  CHECK(submit(files, pty) == kFindings);
  CHECK(files.err.find("SB601") != std::string::npos);
  CHECK(submit(files, {.tool = Tool::Srun, .words = {"-n2", "hostname"}, .decide = true}) == kClean);
  files.variables["SLURM_JOB_ID"] = "5";
  CHECK(submit(files, pty) == kClean);
  FakeFiles silent = machine_with("mode = \"block\"\n");
  CHECK(submit(silent, pty) == kClean);
}

}  // namespace
}  // namespace sbatchlint::cli
