#include "hosts/archive/read_archive.h"

#include <archive.h>
#include <archive_entry.h>

#include <string>
#include <utility>
#include <vector>

#include "support/catch.hpp"

namespace sbatchlint {

namespace {

struct Member {
  std::string path;
  std::string bytes;
};

enum class Packing { Zip, Tar, TarGzip, TarBzip2, TarXz };

std::string packed(const std::vector<Member>& members, Packing packing) {
  std::string out(std::size_t{4} << 20U, '\0');
  std::size_t used = 0;
  archive* writer = ::archive_write_new();
  if (packing == Packing::Zip) ::archive_write_set_format_zip(writer);
  if (packing != Packing::Zip) ::archive_write_set_format_pax_restricted(writer);
  if (packing == Packing::TarGzip) ::archive_write_add_filter_gzip(writer);
  if (packing == Packing::TarBzip2) ::archive_write_add_filter_bzip2(writer);
  if (packing == Packing::TarXz) ::archive_write_add_filter_xz(writer);
  REQUIRE(::archive_write_open_memory(writer, out.data(), out.size(), &used) == ARCHIVE_OK);
  for (const Member& member : members) {
    archive_entry* entry = ::archive_entry_new();
    ::archive_entry_set_pathname(entry, member.path.c_str());
    ::archive_entry_set_filetype(entry, AE_IFREG);
    ::archive_entry_set_perm(entry, 0644);
    ::archive_entry_set_size(entry, static_cast<std::int64_t>(member.bytes.size()));
    ::archive_entry_set_mtime(entry, 1'790'000'000, 0);
    ::archive_write_header(writer, entry);
    ::archive_write_data(writer, member.bytes.data(), member.bytes.size());
    ::archive_entry_free(entry);
  }
  ::archive_write_close(writer);
  ::archive_write_free(writer);
  out.resize(used);
  return out;
}

}  // namespace

TEST_CASE("the formats that courses use are read") {
  const auto packing = GENERATE(Packing::Zip, Packing::Tar, Packing::TarGzip, Packing::TarBzip2, Packing::TarXz);
  const auto content = read_archive(packed({{"ann/job.sh", "x"}, {"./bo//job.sh", "yy"}}, packing), {});
  CHECK(content.trouble == "");
  REQUIRE(content.entries.size() == 2);
  CHECK(content.entries[0].path == "ann/job.sh");
  CHECK(content.entries[0].bytes == "x");
  CHECK(content.entries[0].modified == 1'790'000'000);
  CHECK(content.entries[1].path == "bo/job.sh");
  CHECK(content.entries[1].bytes == "yy");
}

TEST_CASE("names in any script come through") {
  const std::string name = "\xD8\xB9\xD9\x85\xD8\xB1/\xE6\xA5\x93.sh";
  const auto content = read_archive(packed({{name, "x"}}, Packing::TarGzip), {});
  REQUIRE(content.entries.size() == 1);
  CHECK(content.entries[0].path == name);
}

TEST_CASE("names that a zip calls UTF-8 come through, whatever the locale is") {
  const std::string name = "\xD8\xB9\xD9\x85\xD8\xB1/\xE6\xA5\x93.sh";
  std::string zip = packed({{name, "x"}, {"b.sh", "y"}}, Packing::Zip);
  // The bit that says so, in front of each file and in the directory: 7 and 9 bytes behind the marks.
  for (const auto& [mark, offset] : {std::pair("PK\3\4", 7), std::pair("PK\1\2", 9)}) {
    for (std::size_t at = zip.find(mark); at != std::string::npos; at = zip.find(mark, at + 1)) {
      zip[at + static_cast<std::size_t>(offset)] = static_cast<char>(zip[at + static_cast<std::size_t>(offset)] | 0x08);
    }
  }
  const auto content = read_archive(zip, {});
  REQUIRE(content.entries.size() == 2);
  CHECK(content.entries[0].path == name);
  CHECK(content.entries[0].bytes == "x");
  CHECK(content.entries[1].path == "b.sh");
}

TEST_CASE("paths that lead out are not read, and keep what is left of them") {
  const auto content =
      read_archive(packed({{"../../etc/x", "a"}, {"/abs/y", "b"}, {"a/../../z", "c"}}, Packing::Tar), {});
  REQUIRE(content.entries.size() == 3);
  for (const ArchiveEntry& entry : content.entries) {
    CHECK(entry.trouble == "its path leads out of the archive");
    CHECK(entry.bytes == "");
  }
  CHECK(content.entries[0].path == "etc/x");
  CHECK(content.entries[1].path == "abs/y");
  CHECK(content.entries[2].path == "a/z");
}

TEST_CASE("limits end the reading with a reason") {
  const std::string large(std::size_t{2} << 20U, 'a');
  const std::vector<Member> members = {{"large.sh", large}, {"small.sh", "x"}};
  SECTION("one file is too large: the others are read") {
    const auto packing = GENERATE(Packing::Zip, Packing::TarGzip);
    const auto content = read_archive(packed(members, packing), {.one_file = std::size_t{1} << 20U});
    CHECK(content.trouble == "");
    REQUIRE(content.entries.size() == 2);
    CHECK(content.entries[0].trouble == "it has more than 1 MB");
    CHECK(content.entries[1].bytes == "x");
  }
  SECTION("everything together is too much") {
    const auto content = read_archive(packed(members, Packing::TarGzip), {.unpacked = std::size_t{1} << 20U});
    CHECK(content.trouble == "it unpacks to more than 1 MB");
  }
  SECTION("too many entries") {
    const auto content = read_archive(packed(members, Packing::Zip), {.entries = 1});
    CHECK(content.trouble == "it has more than 1 entries");
    CHECK(content.entries.size() == 1);
  }
}

TEST_CASE("what is no archive, or half of one, is said") {
  CHECK(read_archive("", {}).entries.empty());
  CHECK(read_archive("not an archive, in any way", {}).trouble != "");
  const std::string whole = packed({{"a.sh", std::string(5000, 'x')}, {"b.sh", "y"}}, Packing::TarGzip);
  const auto half = read_archive(std::string_view(whole).substr(0, whole.size() / 2), {});
  CHECK((!half.trouble.empty() || (!half.entries.empty() && !half.entries.front().trouble.empty())));
}

}  // namespace sbatchlint
