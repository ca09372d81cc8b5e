// SB708 secret-in-script. Why, and examples: the page beside this file.
#include "job/credentials.h"
#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

// No message holds the value, and every output stars it out: Finding::conceal.
void secret_in_script(const Job& job, Report& report) {
  for (const Credential& credential : find_credentials(job.source.bytes())) {
    Finding finding = credential.has_name ? report.at(credential.name, "`{}` holds {} in clear text",
                                                      job.source.slice(credential.name), credential.kind)
                                          : report.at(credential.name, "{} stands here in clear text", credential.kind);
    finding.conceal(credential.value).help("withdraw it, and read the new one from a file that only you can read");
  }
}

}  // namespace

extern constinit const Rule SB708_secret_in_script{
    .code = "SB708",
    .name = "secret-in-script",
    .group = Group::Environment,
    .stage = Stage::Text,
    .level = Level::Error,
    .fixes = Fixes::Never,
    .check = secret_in_script,
};

}  // namespace sbatchlint::rules
