#include "lint/secrets.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace sbatchlint {
namespace {

// A value this short is no secret, and starring every place that holds it would spoil the messages.
constexpr std::size_t kShortestSecret = 6;

std::vector<Span> secrets_of(const FileResult& file) {
  std::vector<Span> spans;
  const auto take = [&spans](const Diagnostic& found) {
    spans.insert(spans.end(), found.secrets.begin(), found.secrets.end());
  };
  for (const Diagnostic& found : file.diagnostics) take(found);
  for (const Suppressed& silenced : file.suppressed) take(silenced.diagnostic);
  return spans;
}

void star_out(std::string& text, std::string_view secret) {
  for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at + secret.size())) {
    text.replace(at, secret.size(), secret.size(), '*');
  }
}

void star_out(Diagnostic& found, std::string_view secret) {
  for (std::string& argument : found.arguments) star_out(argument, secret);
  star_out(found.help, secret);
  for (Related& related : found.related) star_out(related.message, secret);
  for (Fix& fix : found.fixes) star_out(fix.title, secret);
  std::erase_if(found.fixes, [secret](const Fix& fix) {
    return std::ranges::any_of(fix.edits,
                               [secret](const Edit& edit) { return edit.text.find(secret) != std::string::npos; });
  });
}

}  // namespace

std::string printable_slice(const FileResult& file, Span span) {
  std::string text(file.source.slice(span));
  for (const Span secret : secrets_of(file)) {
    const std::uint32_t begin = std::max(secret.begin, span.begin);
    const std::uint32_t end = std::min(secret.end, span.begin + static_cast<std::uint32_t>(text.size()));
    for (std::uint32_t at = begin; at < end; ++at) text[at - span.begin] = '*';
  }
  return text;
}

SourceText printable_source(const FileResult& file) {
  return {file.source.name(), printable_slice(file, {.begin = 0, .end = file.source.size()})};
}

void conceal_secrets(FileResult& file) {
  for (const Span span : secrets_of(file)) {
    const std::string secret(file.source.slice(span));
    if (secret.size() < kShortestSecret) continue;
    for (Diagnostic& found : file.diagnostics) star_out(found, secret);
    for (Suppressed& silenced : file.suppressed) star_out(silenced.diagnostic, secret);
  }
}

}  // namespace sbatchlint
