// The releases of Slurm whose rules differ, oldest first.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace sbatchlint {

// 26.11 is the development head as far as it is known.
enum class Release : std::uint8_t { V22_05, V23_02, V23_11, V24_05, V24_11, V25_05, V25_11, V26_05, V26_11 };

inline constexpr std::array kReleases = {Release::V22_05, Release::V23_02, Release::V23_11,
                                         Release::V24_05, Release::V24_11, Release::V25_05,
                                         Release::V25_11, Release::V26_05, Release::V26_11};
inline constexpr Release kOldestRelease = Release::V22_05;
inline constexpr Release kNewestRelease = Release::V26_05;

// "22.05"
[[nodiscard]] std::string_view release_name(Release release);

// Reads `24.11`, `24.11.7`, `24.11.7-1`. A release between two known ones reads as the older of them; one older than
// 22.05 reads as 22.05, one newer than the newest as the newest. Nothing where the text is no release.
[[nodiscard]] std::optional<Release> parse_release(std::string_view text);

}  // namespace sbatchlint
