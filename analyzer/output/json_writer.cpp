#include "output/json_writer.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "output/json_text.h"

namespace sbatchlint {

void JsonWriter::new_line() {
  if (indent_ < 0) return;
  out_ += '\n';
  out_.append(depth_ * static_cast<std::size_t>(indent_), ' ');
}

void JsonWriter::start_value() {
  if (behind_key_) {
    behind_key_ = false;
    return;
  }
  if (depth_ == 0) return;
  if (!is_first_) out_ += ',';
  is_first_ = false;
  new_line();
}

void JsonWriter::begin(char bracket) {
  start_value();
  out_ += bracket;
  ++depth_;
  is_first_ = true;
}

void JsonWriter::end(char bracket) {
  --depth_;
  if (!is_first_) new_line();
  out_ += bracket;
  is_first_ = false;
}

void JsonWriter::key(std::string_view name) {
  start_value();
  append_json_string(out_, name);
  out_ += indent_ < 0 ? ":" : ": ";
  behind_key_ = true;
}

void JsonWriter::text(std::string_view value) {
  start_value();
  append_json_string(out_, value);
}

void JsonWriter::number(std::uint64_t value) {
  start_value();
  char digits[20];
  out_.append(digits, std::to_chars(std::begin(digits), std::end(digits), value).ptr);
}

void JsonWriter::null() {
  start_value();
  out_ += "null";
}

void JsonWriter::value(const nlohmann::ordered_json& value) {
  start_value();
  std::string document;
  append_json(document, value, indent_);
  // A line break within a string would be escaped: each one is layout.
  for (std::string_view rest = document; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    out_ += rest.substr(0, end);
    if (end < rest.size()) new_line();
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

}  // namespace sbatchlint
