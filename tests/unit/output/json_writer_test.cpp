#include "output/json_writer.h"

#include <nlohmann/json.hpp>
#include <string>

#include "output/json_text.h"
#include "support/catch.hpp"

namespace sbatchlint {
namespace {

using Json = nlohmann::ordered_json;

// What a document is, piece by piece.
void write(JsonWriter& writer, const Json& value) {
  if (value.is_string()) return writer.text(value.get<std::string>());
  if (value.is_number_unsigned()) return writer.number(value.get<std::uint64_t>());
  if (value.is_null()) return writer.null();
  if (!value.is_structured()) return writer.value(value);
  writer.begin(value.is_array() ? '[' : '{');
  for (const auto& [key, part] : value.items()) {
    if (value.is_object()) writer.key(key);
    write(writer, part);
  }
  writer.end(value.is_array() ? ']' : '}');
}

TEST_CASE("a document written piece by piece is the document written whole") {
  const Json document = {{"empty", {{"array", Json::array()}, {"object", Json::object()}}},
                         {"numbers", {0U, 7U, 18446744073709551615U}},
                         {"others", {nullptr, true, -1.5}},
                         {"text", "a\"b\\c\n\t\r\b\f\x01 é \xE2\x80\xAE \xF3\xB0\x80\x80 \x7f"},
                         {"deep", {{{"a", {{{"b", "c"}}}}}}},
                         {"a key\n", ""}};
  const int indent = GENERATE(-1, 0, 2);
  CAPTURE(indent);
  std::string whole;
  append_json(whole, document, indent);
  std::string pieces;
  JsonWriter writer(pieces, indent);
  write(writer, document);
  CHECK(pieces == whole);
  CHECK(Json::parse(whole) == document);

  std::string embedded;
  JsonWriter around(embedded, indent);
  around.begin('[');
  around.value(document);
  around.end(']');
  std::string expected;
  append_json(expected, Json::array({document}), indent);
  CHECK(embedded == expected);
}

TEST_CASE("a string in JSON is UTF-8, and nothing that a terminal acts on") {
  struct Row {
    std::string text;
    std::string written;
  };
  const auto row = GENERATE(values<Row>({
      {"", "\"\""},
      {"a\"\\", "\"a\\\"\\\\\""},
      {"\xFF\xC3", "\"\xEF\xBF\xBD\xEF\xBF\xBD\""},
      {"\x1b[1m", "\"\\u001b[1m\""},
      {"\xE2\x80\xAE", "\"\\u202e\""},
      {"\xC2\x9B", "\"\\u009b\""},
      {"\xF3\xB0\x80\x80", "\"\\udb80\\udc00\""},
      {"é 你", "\"é 你\""},
  }));
  CAPTURE(row.text);
  std::string text;
  append_json_string(text, row.text);
  CHECK(text == row.written);
}

}  // namespace
}  // namespace sbatchlint
