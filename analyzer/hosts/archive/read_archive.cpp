// libarchive with the few formats that courses use; each is named, so that a static program holds no others.
#include "hosts/archive/read_archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <utility>

namespace sbatchlint {
namespace {

std::uint32_t little_endian(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint32_t number = 0;
  for (std::size_t i = count; i-- > 0;) number = number * 256 + static_cast<unsigned char>(bytes[at + i]);
  return number;
}

// Puts another number over those of the extra fields that hold a second name (0x7075), in zip[at, at + size).
void drop_second_names(std::string& zip, std::size_t at, std::size_t size) {
  constexpr std::uint32_t kUnicodePath = 0x7075;
  const std::size_t end = std::min(at + size, zip.size());
  while (at + 4 <= end) {
    if (little_endian(zip, at, 2) == kUnicodePath) zip[at] = zip[at + 1] = '\xFF';
    at += 4 + little_endian(zip, at + 2, 2);
  }
}

// The zip without its word that names are UTF-8. libarchive would take those to the locale's characters, and lose what
// the locale has not; so they come byte by byte, on every system alike. APPNOTE.TXT 6.3.10, 4.3.7, 4.3.12 and 4.3.16:
// bit 11 of the flags, in the directory and in front of each file. Whatever is no zip stays as it is.
std::string with_plain_names(std::string_view zip) {
  constexpr std::size_t kEndSize = 22;
  constexpr std::size_t kEntrySize = 46;
  constexpr std::size_t kHeaderSize = 30;
  constexpr char kUtf8InHighByte = 0x08;
  std::string plain(zip);
  const std::size_t end = zip.rfind("PK\5\6");
  if (end == std::string_view::npos || zip.size() - end < kEndSize) return plain;
  std::size_t at = little_endian(zip, end + 16, 4);
  while (at + kEntrySize <= end && zip.substr(at).starts_with("PK\1\2")) {
    plain[at + 9] = static_cast<char>(plain[at + 9] & ~kUtf8InHighByte);
    const std::size_t name = little_endian(zip, at + 28, 2);
    const std::size_t extra = little_endian(zip, at + 30, 2);
    drop_second_names(plain, at + kEntrySize + name, extra);
    const std::size_t header = little_endian(zip, at + 42, 4);
    if (header + kHeaderSize <= zip.size() && zip.substr(header).starts_with("PK\3\4")) {
      plain[header + 7] = static_cast<char>(plain[header + 7] & ~kUtf8InHighByte);
      drop_second_names(plain, header + kHeaderSize + little_endian(zip, header + 26, 2),
                        little_endian(zip, header + 28, 2));
    }
    at += kEntrySize + name + extra + little_endian(zip, at + 32, 2);
  }
  return plain;
}

struct CloseArchive {
  void operator()(archive* reader) const { ::archive_read_free(reader); }
};
using Reader = std::unique_ptr<archive, CloseArchive>;

std::string why(archive* reader) {
  const char* said = ::archive_error_string(reader);
  std::string text = "it cannot be unpacked";
  if (said == nullptr) return text;
  text += std::string(": ") + said;
  // The library begins its sentences in capitals.
  char& first = text[text.size() - std::string_view(said).size()];
  if ('A' <= first && first <= 'Z') first = static_cast<char>(first - 'A' + 'a');
  return text;
}

struct CleanPath {
  std::string path;
  bool escapes = false;
};

CleanPath cleaned(std::string_view written) {
  CleanPath clean{.path = {}, .escapes = written.starts_with('/')};
  for (std::size_t at = 0; at <= written.size();) {
    const std::size_t end = std::min(written.find_first_of("/\\", at), written.size());
    const std::string_view part = written.substr(at, end - at);
    at = end + 1;
    if (part == "..") clean.escapes = true;
    if (part.empty() || part == "." || part == "..") continue;
    if (!clean.path.empty()) clean.path += '/';
    clean.path += part;
  }
  return clean;
}

// Why an entry is not read whatever its bytes are; empty: it is.
std::string refusal_of(archive_entry* entry, const CleanPath& path) {
  if (path.escapes) return "its path leads out of the archive";
  if (::archive_entry_symlink(entry) != nullptr || ::archive_entry_filetype(entry) == AE_IFLNK) {
    return "it is a symbolic link";
  }
  if (::archive_entry_hardlink(entry) != nullptr) return "it is a link to another file";
  if (::archive_entry_is_encrypted(entry) != 0) return "it is encrypted";
  const auto type = ::archive_entry_filetype(entry);
  return type == AE_IFREG || type == AE_IFDIR || type == 0 ? "" : "it is no regular file";
}

class Unpacker {
 public:
  Unpacker(std::string_view bytes, const ArchiveLimits& limits) : limits_(limits), reader_(::archive_read_new()) {
    archive* reader = reader_.get();
    ::archive_read_support_format_zip(reader);
    ::archive_read_support_format_tar(reader);
    ::archive_read_support_filter_gzip(reader);
    ::archive_read_support_filter_bzip2(reader);
    ::archive_read_support_filter_xz(reader);
    if (::archive_read_open_memory(reader, bytes.data(), bytes.size()) != ARCHIVE_OK) content_.trouble = why(reader);
  }

  ArchiveContent unpack() {
    while (content_.trouble.empty()) {
      archive_entry* entry = nullptr;
      const int status = ::archive_read_next_header(reader_.get(), &entry);
      if (status == ARCHIVE_EOF) break;
      if (status == ARCHIVE_FATAL || status == ARCHIVE_RETRY || entry == nullptr) {
        content_.trouble = why(reader_.get());
        break;
      }
      if (content_.entries.size() >= limits_.entries) {
        content_.trouble = fmt::format("it has more than {} entries", limits_.entries);
        break;
      }
      take(entry);
    }
    return std::move(content_);
  }

 private:
  void take(archive_entry* entry) {
    const char* name = ::archive_entry_pathname(entry);
    // Each one apart: none may be taken for another.
    const std::string nameless = fmt::format("(name {} cannot be read)", content_.entries.size() + 1);
    const CleanPath path = cleaned(name == nullptr ? nameless : name);
    ArchiveEntry read{.path = path.path, .trouble = refusal_of(entry, path)};
    read.is_folder = ::archive_entry_filetype(entry) == AE_IFDIR;
    if (::archive_entry_mtime_is_set(entry) != 0) read.modified = ::archive_entry_mtime(entry);
    if (read.trouble.empty() && !read.is_folder) read_bytes(read);
    if (!read.path.empty()) content_.entries.push_back(std::move(read));
  }

  void read_bytes(ArchiveEntry& entry) {
    std::array<char, 65536> block{};
    for (;;) {
      const auto got = ::archive_read_data(reader_.get(), block.data(), block.size());
      if (got == 0) return;
      if (got < 0) {
        entry.trouble = why(reader_.get());
        break;
      }
      unpacked_ += static_cast<std::size_t>(got);
      if (unpacked_ > limits_.unpacked) {
        content_.trouble = fmt::format("it unpacks to more than {} MB", limits_.unpacked >> 20U);
        entry.trouble = "the archive unpacks to too much";
        break;
      }
      if (entry.bytes.size() + static_cast<std::size_t>(got) > limits_.one_file) {
        entry.trouble = fmt::format("it has more than {} MB", limits_.one_file >> 20U);
        break;
      }
      entry.bytes.append(block.data(), static_cast<std::size_t>(got));
    }
    entry.bytes.clear();
    // A zip says where the next entry is. In a compressed tar, what is left has to be read past, and counts.
    if ((::archive_format(reader_.get()) & ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_ZIP) return;
    while (content_.trouble.empty()) {
      const auto got = ::archive_read_data(reader_.get(), block.data(), block.size());
      if (got <= 0) return;
      unpacked_ += static_cast<std::size_t>(got);
      if (unpacked_ > limits_.unpacked) {
        content_.trouble = fmt::format("it unpacks to more than {} MB", limits_.unpacked >> 20U);
      }
    }
  }

  const ArchiveLimits& limits_;
  Reader reader_;
  ArchiveContent content_;
  std::size_t unpacked_ = 0;
};

}  // namespace

ArchiveContent read_archive(std::string_view bytes, const ArchiveLimits& limits) {
  const std::string plain = with_plain_names(bytes);
  return Unpacker(plain, limits).unpack();
}

}  // namespace sbatchlint
