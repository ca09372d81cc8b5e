// SB211 mail-without-type. Why, and examples: the page beside this file.
#include <algorithm>
#include <string>
#include <string_view>

#include "job/job.h"
#include "job/mistakes.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

// Addresses that manuals print and nobody has. RFC 2606 sets the example domains aside.
bool is_placeholder(std::string_view address) {
  std::string lower(address);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  constexpr std::string_view kParts[] = {"@example.", "your",    "my_email",  "my.email", "myemail",
                                         "@domain.",  "@email.", "@mail.com", "xxx",      "user@",
                                         "username@", "<",       "netid@",    "name@",    "someone@"};
  return std::ranges::any_of(kParts, [&](std::string_view part) {
    const auto at = lower.find(part);
    // `user@` has to be the whole name: `superuser@...` may be somebody.
    return at != std::string::npos && (!part.ends_with('@') || at == 0);
  });
}

// `--mail-type=NONE` says that none is wanted.
bool sends_nothing(const Component& part) { return part.text("mail-type").absent(); }

void mail_without_type(const Job& job, Report& report) {
  for (const Component& part : job.request.components) {
    const OptionUse* use = part.effective("mail-user");
    if (use == nullptr || !is_written_in(part, *use) || !use->parsed.value || !use->parsed.value->known()) continue;
    const Word& address = *use->parsed.value;
    if (address.text.empty()) continue;
    if (is_placeholder(address.text)) {
      report.at(address.span, "`{}` is a placeholder: nobody reads this mail", address.text)
          .help("write your own address, or leave `--mail-user` out: Slurm then writes to the submitting user");
      continue;
    }
    if (!sends_nothing(part)) continue;
    auto finding = report.at(use->parsed.span, "`--mail-user` without `--mail-type`: no mail is sent");
    finding.help("say what to be told of: `--mail-type=END,FAIL`");
    if (!part.insertion) continue;
    finding.fix({.title = "Be told of the end and of failures",
                 .safety = Safety::Suggest,
                 .edits = {{.span = {*part.insertion, *part.insertion},
                            .text = directive_line("--mail-type=END,FAIL", job.source)}}});
  }
}

}  // namespace

extern constinit const Rule SB211_mail_without_type{
    .code = "SB211",
    .name = "mail-without-type",
    .group = Group::Request,
    .level = Level::Note,
    .fixes = Fixes::Sometimes,
    .check = mail_without_type,
};

}  // namespace sbatchlint::rules
