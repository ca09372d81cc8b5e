#include "hosts/cli/fixing.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <string_view>
#include <utility>

#include "hosts/cli/commands.h"
#include "lint/add_suppressions.h"
#include "lint/document.h"
#include "lint/fix.h"
#include "lint/secrets.h"
#include "output/diff.h"
#include "output/uri.h"

namespace sbatchlint::cli {
namespace {

std::string whole(const FileResult& file) { return printable_slice(file, {.begin = 0, .end = file.source.size()}); }

// The file's path from the current folder, as `git apply` wants it; one that lies elsewhere without its first slash.
std::string patch_path(const std::string& name, const World& world) {
  const std::string here = world.absolute(".").value_or("");
  const std::string path = lexical_path(here, name);
  const std::string_view below = path_below(here, path);
  return below.empty() ? path.substr(1) : std::string(below);
}

// A patch goes into logs: it must not carry a key there. Without it it would not apply, and git would take none of the
// patches of the run: it is left out.
void add_patch(CheckedFile& file, const FileResult& before, const FileResult& after, const World& world) {
  const std::string path = patch_path(before.source.name(), world);
  const std::string real = unified_diff(path, before.source.bytes(), after.source.bytes());
  if (unified_diff(path, whole(before), whole(after)) == real) {
    file.printed = real;
  } else {
    file.remark = "the patch of `" + before.source.name() + "` would show a secret and is left out: use --fix";
  }
}

// Fixes, or comments that silence. `last` is what was found last: in the end that is about the outcome.
FixOutcome mend(const SourceText& source, const CheckArguments& arguments,
                const std::function<FileResult(const SourceText&)>& find, const FileResult& last) {
  if (!arguments.add_suppressions) {
    const Safety widest = arguments.unsafe_fixes ? Safety::Unsafe : Safety::Safe;
    return fix_until_settled(source, widest, [&find](const SourceText& text) { return find(text).diagnostics; });
  }
  AddedSuppressions added = add_suppressions(source, *arguments.add_suppressions, find);
  if (last.source.bytes() != added.text) static_cast<void>(find(SourceText(source.name(), added.text)));
  return {.text = std::move(added.text), .applied = added.added};
}

}  // namespace

std::optional<Markup> markup_of(const SourceText& source, const CheckArguments& arguments) {
  const std::optional<Markup> markup = sbatchlint::markup_of(source.name());
  return !markup && arguments.markdown ? Markup::Markdown : markup;
}

FileResult check_text(SourceText source, const CheckArguments& arguments, const CheckOptions& options) {
  const std::optional<Markup> markup = markup_of(source, arguments);
  return markup ? check_document(std::move(source), *markup, options) : check(std::move(source), options);
}

CheckedFile check_and_fix(const Input& input, const SourceText& source, const CheckArguments& arguments,
                          const CheckOptions& options, const World& world) {
  CheckedFile file;
  std::optional<FileResult> before;
  const auto find = [&](const SourceText& text) {
    file.result = check_text(text, arguments, options);
    if (!before) before = file.result;
    return file.result;
  };
  const FixOutcome outcome = mend(source, arguments, find, file.result);
  if (!outcome.settled) {
    file.result = std::move(*before);
    file.remark = "the fixes of `" + input.name + "` contradict each other, nothing was changed: please report this";
    file.failed = true;
    return file;
  }
  file.fixes = outcome.applied;
  if (arguments.fix == FixMode::Show) {
    add_patch(file, *before, file.result, world);
    file.result = std::move(*before);
    return file;
  }
  file.result.fixed = outcome.applied;
  if (input.kind == InputKind::StandardInput) {
    file.printed = outcome.text;
  } else if (outcome.text != source.bytes()) {
    if (const auto error = world.replace_file(input.path, outcome.text)) {
      file.result = std::move(*before);
      file.fixes = 0;
      file.remark = "cannot write `" + input.name + "`: " + error->message;
      file.failed = true;
    }
  }
  return file;
}

int write_fixed(std::span<const std::optional<CheckedFile>> files, const CheckArguments& arguments, int status,
                const World& world) {
  if (arguments.fix == FixMode::None) return status;
  std::size_t fixes = 0;
  std::size_t changed = 0;
  std::size_t looked_at = 0;
  bool found = false;
  bool failed = status == kFailed;
  std::string text;
  for (const std::optional<CheckedFile>& file : files) {
    if (!file) continue;
    ++looked_at;
    if (file->remark) complain(*file->remark, world);
    failed = failed || file->failed;
    found = found || (file->fixes > 0 && file->fail_on);
    fixes += file->fixes;
    changed += file->fixes > 0 ? 1U : 0U;
    text += file->printed;
  }
  if (arguments.fix == FixMode::Show) {
    status = found ? kFindings : kClean;
    if (!arguments.quiet) {
      world.err("sbatchlint: " + std::to_string(fixes) + (fixes == 1 ? " fix" : " fixes") + " in " +
                std::to_string(changed) + " of " + std::to_string(looked_at) +
                (looked_at == 1 ? " file\n" : " files\n"));
    }
  }
  if (failed) status = kFailed;
  // A pipe gets the patch to the byte; a terminal is shown it, and never what a script may have for it.
  if (arguments.fix == FixMode::Show && world.out_is_terminal) {
    text = shown_patch(text, wants_color(arguments.color, world));
  }
  return text.empty() ? status : print(text, status, world);
}

}  // namespace sbatchlint::cli
