#include "config/config.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "site/toml_text.h"
#include "text/nearest.h"

namespace sbatchlint {
namespace {

constexpr std::array<std::string_view, 4> kLevels = {"error", "warning", "note", "off"};
constexpr std::array<std::string_view, 4> kThresholds = {"error", "warning", "note", "never"};

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, std::max<std::size_t>(slash, 1));
}

// "/a/b/../c/./d" is "/a/c/d"; what leads above the beginning stays.
std::string normal(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    const std::string_view part = path.substr(0, slash);
    path.remove_prefix(std::min(slash + 1, path.size()));
    const bool climbs = part == ".." && !parts.empty() && parts.back() != ".." && !parts.back().empty();
    if (climbs) {
      parts.pop_back();
    } else if (part != "." && (!part.empty() || parts.empty())) {
      parts.push_back(part);
    }
  }
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) text += (i == 0 ? "" : "/") + std::string(parts[i]);
  return text;
}

// A path in a file starts from the file's folder.
std::string beside(const std::string& file, const std::string& path) {
  return normal(path.starts_with('/') ? path : folder_of(file) + "/" + path);
}

bool is_file_name(std::string_view site) { return site.find('/') != std::string_view::npos || site.ends_with(".toml"); }

std::string joined(std::span<const std::string_view> words) {
  std::string text;
  for (const std::string_view word : words) text += (text.empty() ? "" : ", ") + std::string(word);
  return text;
}

// One file's top level, key by key; the first thing that is wrong ends it.
class Reader {
 public:
  explicit Reader(std::string path) : path_(std::move(path)) { config_.files = {path_}; }

  Result<Config> read(const toml::table& root) {
    for (const auto& [key, node] : root) {
      read_key(key, node);
      if (error_) return *error_;
    }
    return std::move(config_);
  }

 private:
  struct Key {
    std::string_view name;
    void (Reader::*read)(const toml::node&) = nullptr;
  };

  void read_key(const toml::key& key, const toml::node& node) {
    static constexpr Key kKeys[] = {{"baseline", &Reader::read_baseline},
                                    {"extends", &Reader::read_extends},
                                    {"fail-on", &Reader::read_fail_on},
                                    {"ignore", &Reader::read_ignore},
                                    {"levels", &Reader::read_levels},
                                    {"pedantic", &Reader::read_pedantic},
                                    {"per-path-ignores", &Reader::read_path_ignores},
                                    {"require-reason", &Reader::read_require_reason},
                                    {"select", &Reader::read_select},
                                    {"site", &Reader::read_site},
                                    {"slurm-version", &Reader::read_slurm_version}};
    key_ = key.str();
    const auto* known = std::ranges::find(kKeys, key.str(), &Key::name);
    if (known != std::ranges::end(kKeys)) return (this->*known->read)(node);
    std::vector<std::string_view> names;
    for (const Key& candidate : kKeys) names.push_back(candidate.name);
    const auto near = nearest(key.str(), names);
    fail(key.source(), "no key is called `" + std::string(key.str()) + "`" +
                           (near ? "; did you mean `" + std::string(*near) + "`?" : "; there are " + joined(names)));
  }

  [[nodiscard]] std::string origin(const toml::source_region& source) const {
    return path_ + ":" + std::to_string(source.begin.line);
  }
  void fail(const toml::source_region& source, const std::string& message) {
    if (!error_) error_ = Error{.message = origin(source) + ": " + message, .place = {}};
  }

  template <typename T>
  std::optional<Configured<T>> value(const toml::node& node, std::string_view type) {
    if (auto read = node.value_exact<T>())
      return Configured<T>{.value = std::move(*read), .origin = origin(node.source())};
    fail(node.source(), "`" + key_ + "` has to be " + std::string(type));
    return std::nullopt;
  }
  std::optional<Configured<std::string>> word(const toml::node& node, std::span<const std::string_view> words) {
    const std::string type = "one of " + joined(words);
    auto read = value<std::string>(node, type);
    if (!read || std::ranges::find(words, read->value) != words.end()) return read;
    fail(node.source(), "`" + key_ + "` has to be " + type + ", not `" + read->value + "`");
    return std::nullopt;
  }
  std::optional<Configured<std::vector<std::string>>> texts(const toml::node& node) {
    const toml::array* array = node.as_array();
    if (array == nullptr) fail(node.source(), "`" + key_ + "` has to be a list of texts");
    Configured<std::vector<std::string>> list{.value = {}, .origin = origin(node.source())};
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
      if (auto text = value<std::string>((*array)[i], "a list of texts")) list.value.push_back(std::move(text->value));
    }
    return list;
  }
  const toml::table* table(const toml::node& node) {
    if (!node.is_table()) fail(node.source(), "`" + key_ + "` has to be a table");
    return node.as_table();
  }

  void read_site(const toml::node& node) {
    config_.site = value<std::string>(node, "a text");
    if (config_.site && is_file_name(config_.site->value)) config_.site->value = beside(path_, config_.site->value);
  }
  void read_baseline(const toml::node& node) {
    config_.baseline = value<std::string>(node, "a text");
    if (config_.baseline) config_.baseline->value = beside(path_, config_.baseline->value);
  }
  void read_slurm_version(const toml::node& node) {
    config_.slurm_version = value<std::string>(node, "a text such as \"24.11\"");
  }
  void read_fail_on(const toml::node& node) { config_.fail_on = word(node, kThresholds); }
  void read_pedantic(const toml::node& node) { config_.pedantic = value<bool>(node, "true or false"); }
  void read_require_reason(const toml::node& node) { config_.require_reason = value<bool>(node, "true or false"); }
  void read_select(const toml::node& node) { config_.select = texts(node); }
  void read_ignore(const toml::node& node) { config_.ignore = texts(node); }

  void read_extends(const toml::node& node) {
    std::vector<std::string> paths;
    if (const auto one = node.value_exact<std::string>()) {
      paths.push_back(*one);
    } else if (auto list = texts(node)) {
      paths = std::move(list->value);
    }
    for (const std::string& path : paths) {
      config_.extends.push_back({.value = beside(path_, path), .origin = origin(node.source())});
    }
  }
  void read_levels(const toml::node& node) {
    const toml::table* levels = table(node);
    if (levels == nullptr) return;
    for (const auto& [rule, level] : *levels) {
      key_ = rule.str();
      if (auto read = word(level, kLevels)) {
        config_.levels.push_back(
            {.rule = std::string(rule.str()), .level = std::move(read->value), .origin = std::move(read->origin)});
      }
    }
  }
  void read_path_ignores(const toml::node& node) {
    const toml::table* ignores = table(node);
    if (ignores == nullptr) return;
    for (const auto& [pattern, rules] : *ignores) {
      key_ = pattern.str();
      if (auto list = texts(rules)) {
        config_.path_ignores.push_back({.folder = folder_of(path_),
                                        .pattern = std::string(pattern.str()),
                                        .rules = std::move(list->value),
                                        .origin = std::move(list->origin)});
      }
    }
  }

  std::string path_;
  std::string key_;
  Config config_;
  std::optional<Error> error_;
};

constexpr std::size_t kDeepestExtends = 16;
constexpr std::size_t kMostFiles = 64;  // a file that is extended twice is read twice, and so is what it extends

struct Loading {
  const ReadFile& read;
  std::vector<std::string> chain;  // the files that led here
  std::size_t files = 0;
};

Result<Config> load(const std::string& path, const std::string& asked_by, Loading& loading) {
  std::vector<std::string>& chain = loading.chain;
  const std::string prefix = asked_by.empty() ? "" : asked_by + ": ";
  if (std::ranges::find(chain, path) != chain.end() || chain.size() > kDeepestExtends) {
    return Error{.message = prefix + "`extends` goes round in circles", .place = {}};
  }
  if (++loading.files > kMostFiles) return Error{.message = prefix + "`extends` names too many files", .place = {}};
  const Result<std::string> toml = loading.read(path);
  if (!toml) return Error{.message = prefix + "cannot read `" + path + "`: " + toml.error().message, .place = {}};
  Result<Config> own = parse_config(toml.value(), path);
  if (!own) return own.error();
  chain.push_back(path);
  const std::vector<Configured<std::string>> extends = std::move(own.value().extends);
  own.value().extends.clear();
  Config base;
  for (const Configured<std::string>& extended : extends) {
    Result<Config> outer = load(extended.value, extended.origin, loading);
    if (!outer) return outer.error();
    base = merged(std::move(base), std::move(outer).value());
  }
  chain.pop_back();
  return merged(std::move(base), std::move(own).value());
}

template <typename T>
void append(std::vector<T>& list, std::vector<T>&& more) {
  list.insert(list.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

Result<Config> parse_config(std::string_view toml, const std::string& path) {
  try {
    return Reader(path).read(parse_toml(toml, path));
  } catch (const toml::parse_error& error) {
    std::string message(error.description());
    if (!message.empty() && message.front() >= 'A' && message.front() <= 'Z') {
      message.front() = static_cast<char>(message.front() - 'A' + 'a');
    }
    return Error{.message = path + ":" + std::to_string(error.source().begin.line) + ": " + message, .place = {}};
  }
}

Result<Config> load_config(const std::string& path, const ReadFile& read) {
  Loading loading{.read = read, .chain = {}};
  return load(path, {}, loading);
}

Config merged(Config outer, Config inner) {
  const auto take = [](auto& to, auto& from) {
    if (from) to = std::move(from);
  };
  take(outer.site, inner.site);
  take(outer.slurm_version, inner.slurm_version);
  take(outer.fail_on, inner.fail_on);
  take(outer.baseline, inner.baseline);
  take(outer.pedantic, inner.pedantic);
  take(outer.require_reason, inner.require_reason);
  take(outer.select, inner.select);
  take(outer.ignore, inner.ignore);
  append(outer.files, std::move(inner.files));
  append(outer.levels, std::move(inner.levels));
  append(outer.path_ignores, std::move(inner.path_ignores));
  return outer;
}

}  // namespace sbatchlint
