// The reader of site profiles, over any bytes: as they are, and behind nodes enough that the fast way is taken. What
// that way reads has to be what the library reads, and an error has to name the file and a place in it.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "site/host_list.h"
#include "site/site.h"

namespace sbatchlint {
namespace {

constexpr std::string_view kName = "fuzz.toml";
constexpr std::string_view kHead = "schema = 1\n[site]\nname = \"x\"\n";
// No plain form: the library reads the whole then.
constexpr std::string_view kNotPlain = "\n[[retired]]\npartition = '''gone'''\n";

void expect(bool promise) {
  if (!promise) std::abort();
}

void expect_error(const Error& error, std::string_view toml) {
  expect(error.message.starts_with(std::string(kName) + ":"));
  expect(error.place.has_value() && error.place->begin <= error.place->end && error.place->end <= toml.size());
}

void expect_same(const Site& a, const Site& b) {
  expect(a.nodes.size() == b.nodes.size() && a.partitions.size() == b.partitions.size());
  for (std::size_t i = 0; i < a.nodes.size(); ++i) {
    const NodeGroup& one = a.nodes[i];
    const NodeGroup& other = b.nodes[i];
    expect(one.names == other.names && one.count == other.count && one.cpus == other.cpus);
    expect(one.cores == other.cores && one.memory == other.memory && one.memory_exact == other.memory_exact);
    expect(one.features == other.features && one.gpus.size() == other.gpus.size());
  }
  for (std::size_t i = 0; i < a.partitions.size(); ++i) {
    const Partition& one = a.partitions[i];
    const Partition& other = b.partitions[i];
    expect(one.name == other.name && one.is_default == other.is_default && one.nodes == other.nodes);
    expect(one.max_time == other.max_time && one.default_time == other.default_time && one.qos == other.qos);
    expect(one.max_nodes == other.max_nodes && one.accounts == other.accounts);
    expect(one.source.text == other.source.text && one.source.as_of == other.source.as_of);
  }
}

void read_profile(const std::string& toml) {
  const auto site = parse_site(toml, kName);
  if (!site) return expect_error(site.error(), toml);
  if (toml.find("retired") != std::string::npos) return;
  const auto again = parse_site(toml + std::string(kNotPlain), kName);
  expect(again.ok());
  expect_same(site.value(), again.value());
}

std::string many_nodes() {
  std::string toml(kHead);
  for (int i = 10; i < 20; ++i) {
    toml += "[[node]]\nnames = [\"n" + std::to_string(i) + "\"]\ncpus = " + std::to_string(i) + "\n";
  }
  return toml;
}

}  // namespace
}  // namespace sbatchlint

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  sbatchlint::read_profile(text);
  const std::string nodes = sbatchlint::many_nodes();
  sbatchlint::read_profile(nodes + text);
  sbatchlint::read_profile(nodes + "[[node]]\n" + text);
  sbatchlint::read_profile(nodes + "[[partition]]\nname = \"p\"\n" + text);
  (void)sbatchlint::expand_host_list(text);
  return 0;
}
