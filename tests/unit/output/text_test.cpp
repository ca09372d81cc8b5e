#include <string>

#include "support/catch.hpp"
#include "unit/output/run_fixture.h"

namespace sbatchlint {
namespace {

constexpr std::string_view kScript = "#!/bin/bash\n#SBATCH --gres=gpu:1\n";

TEST_CASE("text says what, where, and how to mend it") {
  Diagnostic diagnostic = finding(kMissingTime, {12, 32}, "{} has no time limit", {"`job.sh`"});
  diagnostic.help = "set --time";
  diagnostic.related = {{.span = {0, 11}, .message = "the header begins here"}};
  diagnostic.fixes = {{.title = "Add a limit", .safety = Safety::Suggest, .edits = {}}};
  CHECK(written(write_text, run_of({file_of(std::string(kScript), {diagnostic})})) ==
        "warning[SB201] missing-time: `job.sh` has no time limit\n"
        "  --> job.sh:2:1\n"
        "   |\n"
        " 1 | #!/bin/bash\n"
        "   | ----------- the header begins here\n"
        " 2 | #SBATCH --gres=gpu:1\n"
        "   | ^^^^^^^^^^^^^^^^^^^^\n"
        "   |\n"
        "   = help: set --time\n"
        "   = fix: Add a limit (suggestion)\n"
        "\n"
        "1 warning\n");
}

TEST_CASE("on a terminal the code leads to the rule's page, where there is one") {
  const RunResult run = run_of({file_of("#!\n", {finding(kMissingTime, {0, 2}, "x")})});
  OutputOptions options;
  options.hyperlinks = true;
  CHECK(written(write_text, run, options).starts_with("warning[SB201] missing-time: x\n"));
  options.docs_url = "https://example.org/rules/";
  CHECK(
      written(write_text, run, options)
          .starts_with("warning[\x1b]8;;https://example.org/rules/SB201.html\x1b\\SB201\x1b]8;;\x1b\\] missing-time"));
  options.hyperlinks = false;
  CHECK(written(write_text, run, options).starts_with("warning[SB201] missing-time: x\n"));
}

TEST_CASE("a file that was not read has no source line") {
  Diagnostic diagnostic = finding(kUnreadable, {}, "cannot read `{}`: {}", {"job.sh", "no such file"});
  diagnostic.level = Level::Error;
  CHECK(written(write_text, run_of({file_of("", {diagnostic})})) ==
        "error[SB001] unreadable-file: cannot read `job.sh`: no such file\n"
        "  --> job.sh\n"
        "\n"
        "1 error\n");
}

TEST_CASE("the summary counts findings, files with findings and files") {
  Diagnostic note = finding(kMissingTime, {0, 2}, "x");
  note.level = Level::Note;
  const Diagnostic warning = finding(kMissingTime, {0, 2}, "x");
  const RunResult run = run_of({file_of("#!\n", {note, warning, warning}), file_of("#!\n", {}, "b.sh")});
  CHECK(written(write_text, run).ends_with("\n2 warnings, 1 note in 1 of 2 files\n"));
  CHECK(written(write_text, run_of({file_of("#!\n", {})})) == "nothing to report in 1 file\n");
}

TEST_CASE("quiet leaves the summary out, statistics count by rule") {
  const Diagnostic a = finding(kMissingTime, {0, 2}, "x");
  const Diagnostic b = finding(kSecret, {0, 2}, "y");
  const RunResult run = run_of({file_of("#!\n", {a, b, b})});
  const std::string text = written(write_text, run, {.quiet = true, .statistics = true});
  CHECK(text.ends_with("\n\n2  SB708  secret-in-script\n1  SB201  missing-time\n\n"));
}

TEST_CASE("no escape sequence of a script or a file name reaches the terminal") {
  const Diagnostic diagnostic = finding(kMissingTime, {0, 4}, "about `{}`", {"\x1b]0;x\a"});
  const RunResult run = run_of({file_of("\x1b[2J\xE2\x80\xAE\n", {diagnostic}, "a\x1b[31m.sh")});
  for (const WriteRun write : {write_text, write_concise}) {
    const std::string text = written(write, run);
    CHECK(text.find('\x1b') == std::string::npos);
    CHECK(text.find('\a') == std::string::npos);
    CHECK(text.find("a␛[31m.sh") != std::string::npos);
  }
  CHECK(written(write_text, run).find(" 1 | ␛[2J<U+202E>\n") != std::string::npos);
}

TEST_CASE("a secret is never printed") {
  Diagnostic diagnostic = finding(kSecret, {0, 5}, "a token");
  diagnostic.secrets = {{6, 15}};
  const RunResult run = run_of({file_of("TOKEN=abcdefghi\n", {diagnostic})});
  CHECK(written(write_text, run).find(" 1 | TOKEN=*********\n   | ^^^^^\n") != std::string::npos);
  for (const Emitter& emitter : emitters()) {
    CAPTURE(emitter.name);
    CHECK(written(emitter.write, run).find("abcdefghi") == std::string::npos);
  }
}

TEST_CASE("concise is one line a finding, as compilers write it") {
  const Diagnostic diagnostic = finding(kMissingTime, {20, 26}, "{} GPUs", {"4"});
  CHECK(written(write_concise, run_of({file_of(std::string(kScript), {diagnostic})})) ==
        "job.sh:2:9: warning: 4 GPUs [SB201 missing-time]\n");
}

TEST_CASE("colour is there when asked for, and only then") {
  const RunResult run = run_of({file_of("#!\n", {finding(kMissingTime, {0, 2}, "x")})});
  CHECK(written(write_text, run, {.color = true}).starts_with("\x1b[1;33mwarning[SB201]\x1b[0m missing-time: "));
  CHECK(written(write_text, run).find('\x1b') == std::string::npos);
}

}  // namespace
}  // namespace sbatchlint
