#include "config/config.h"

#include <map>
#include <string>

#include "support/catch.hpp"

namespace sbatchlint {

namespace {

Result<Config> load(const std::map<std::string, std::string>& files, const std::string& path) {
  return load_config(path, [&files](const std::string& wanted) -> Result<std::string> {
    const auto found = files.find(wanted);
    if (found == files.end()) return Error{.message = "no such file", .place = {}};
    return found->second;
  });
}

std::string complaint(const std::string& toml) {
  const Result<Config> config = parse_config(toml, "x.toml");
  return config ? "none" : config.error().message;
}

}  // namespace

TEST_CASE("every key is read, with the line it stands in") {
  const Config config = load({{"/p/.sbatchlint.toml",
                               "site = \"sites/mine.toml\"\nslurm-version = \"24.11\"\nfail-on = \"never\"\n"
                               "baseline = \"b.json\"\npedantic = true\nrequire-reason = true\nselect = [\"SB2\"]\n"
                               "ignore = [\"SB201\", \"x\"]\n[levels]\nmissing-time = \"off\"\n[per-path-ignores]\n"
                               "\"old/**\" = [\"SB3\"]\n"}},
                             "/p/.sbatchlint.toml")
                            .value();
  CHECK(config.site->value == "/p/sites/mine.toml");
  CHECK(config.site->origin == "/p/.sbatchlint.toml:1");
  CHECK(config.slurm_version->value == "24.11");
  CHECK(config.fail_on->value == "never");
  CHECK(config.baseline->value == "/p/b.json");
  CHECK(config.pedantic->value);
  CHECK(config.require_reason->value);
  CHECK(config.select->value == std::vector<std::string>{"SB2"});
  CHECK(config.ignore->value == std::vector<std::string>{"SB201", "x"});
  CHECK(config.ignore->origin == "/p/.sbatchlint.toml:8");
  REQUIRE(config.levels.size() == 1);
  CHECK(config.levels[0].rule == "missing-time");
  CHECK(config.levels[0].level == "off");
  CHECK(config.levels[0].origin == "/p/.sbatchlint.toml:10");
  REQUIRE(config.path_ignores.size() == 1);
  CHECK(config.path_ignores[0].folder == "/p");
  CHECK(config.path_ignores[0].pattern == "old/**");
  CHECK(config.path_ignores[0].rules == std::vector<std::string>{"SB3"});
}

TEST_CASE("files that extend each other over and over end at 64") {
  std::map<std::string, std::string> files;
  for (char name = 'a'; name < 'm'; ++name) {
    const std::string next = std::string("\"") + static_cast<char>(name + 1) + ".toml\", ";
    std::string& text = files[std::string("/") + name + ".toml"];
    text = "extends = [";
    text.append(next).append(next).append(next).append("]\n");
  }
  files["/m.toml"] = "";
  CHECK(load(files, "/a.toml").error().message == "/k.toml:1: `extends` names too many files");
}

TEST_CASE("a configuration whose keys would end the stack is an error") {
  std::string key = "a";
  for (int i = 0; i < 200'000; ++i) key += ".a";
  CHECK(complaint("\n" + key + " = 1\n") == "x.toml:2: a key has more than 16 parts");
}

TEST_CASE("what a file extends counts less than what it says") {
  const Config config = load({{"/p/c.toml", "extends = [\"/etc/a.toml\", \"d/b.toml\"]\nignore = [\"c\"]\n"},
                              {"/etc/a.toml", "site = \"a\"\nfail-on = \"note\"\n[levels]\nx = \"off\"\n"},
                              {"/p/d/b.toml", "site = \"b\"\nignore = [\"b\"]\n[levels]\nx = \"note\"\n"}},
                             "/p/c.toml")
                            .value();
  CHECK(config.files == std::vector<std::string>{"/etc/a.toml", "/p/d/b.toml", "/p/c.toml"});
  CHECK(config.site->origin == "/p/d/b.toml:1");
  CHECK(config.fail_on->value == "note");
  CHECK(config.ignore->value == std::vector<std::string>{"c"});
  REQUIRE(config.levels.size() == 2);
  CHECK(config.levels[1].level == "note");
}

TEST_CASE("a mistake is named with file, line and the nearest name") {
  CHECK(complaint("site = \"x\"\nfail_on = \"error\"\n") ==
        "x.toml:2: no key is called `fail_on`; did you mean `fail-on`?");
  CHECK(complaint("zzzzzz = 1\n").starts_with("x.toml:1: no key is called `zzzzzz`; there are baseline, extends,"));
  CHECK(complaint("fail-on = \"fatal\"\n") ==
        "x.toml:1: `fail-on` has to be one of error, warning, note, never, not `fatal`");
  CHECK(complaint("pedantic = 1\n") == "x.toml:1: `pedantic` has to be true or false");
  CHECK(complaint("select = \"SB1\"\n") == "x.toml:1: `select` has to be a list of texts");
  CHECK(complaint("ignore = [1]\n") == "x.toml:1: `ignore` has to be a list of texts");
  CHECK(complaint("levels = 1\n") == "x.toml:1: `levels` has to be a table");
  CHECK(complaint("[levels]\n\nSB1 = \"bad\"\n") ==
        "x.toml:3: `SB1` has to be one of error, warning, note, off, not `bad`");
  CHECK(complaint("site = \n").starts_with("x.toml:1: "));
}

TEST_CASE("a circle and a missing file are named where they are asked for") {
  CHECK(load({{"/a.toml", "extends = \"b.toml\"\n"}, {"/b.toml", "\nextends = \"a.toml\"\n"}}, "/a.toml")
            .error()
            .message == "/b.toml:2: `extends` goes round in circles");
  CHECK(load({{"/a.toml", "\nextends = \"b.toml\"\n"}}, "/a.toml").error().message ==
        "/a.toml:2: cannot read `/b.toml`: no such file");
  CHECK(load({}, "/a.toml").error().message == "cannot read `/a.toml`: no such file");
}

}  // namespace sbatchlint
