// Writes JSON piece by piece, in the layout of append_json: for logs so long that a document in memory would cost many
// times the text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace sbatchlint {

// The caller sees to it that what is begun is ended, and that a key stands before every value of an object.
//
//   JsonWriter json(out, -1);
//   json.begin('{');
//   json.field("line", 3U);          // {"line":3
//   json.key("names"), json.begin('[');
//   json.text("a");
//   json.end(']'), json.end('}');    // {"line":3,"names":["a"]}
class JsonWriter {
 public:
  // `indent` blanks a level, or all on one line where it is negative. `out` has to outlive the writer.
  JsonWriter(std::string& out, int indent) : out_(out), indent_(indent) {}

  void begin(char bracket);  // '{' or '['
  void end(char bracket);    // '}' or ']'
  void key(std::string_view name);
  void text(std::string_view value);
  void number(std::uint64_t value);
  void null();
  void value(const nlohmann::ordered_json& value);

  void begin(std::string_view name, char bracket) { key(name), begin(bracket); }
  void field(std::string_view name, std::string_view value) { key(name), text(value); }
  void field(std::string_view name, std::uint64_t value) { key(name), number(value); }

 private:
  void start_value();
  void new_line();

  std::string& out_;
  int indent_ = -1;
  std::size_t depth_ = 0;
  bool is_first_ = true;  // of its array or object
  bool behind_key_ = false;
};

}  // namespace sbatchlint
