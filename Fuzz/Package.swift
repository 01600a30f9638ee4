// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who builds campanile builds this. It compiles the product's own sources through
// links, as the benchmarks do, as a debug build: what that stops at counts as a finding.

let instrumented: [SwiftSetting] = [.unsafeFlags(["-sanitize=fuzzer,address"])]
let linked: [LinkerSetting] = [.unsafeFlags(["-sanitize=fuzzer,address"])]
let package = Package(
    name: "campanile-fuzz",
    dependencies: [
        // For its view of SQLite's own functions alone.
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0")
    ],
    targets: [
        .target(name: "CProgramStart"),
        .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .target(name: "Crypto"),
        .target(name: "ScheduleEngine"),
        .target(name: "ZoneDatabase", dependencies: ["ScheduleEngine"]),
        .target(name: "CampaignModel", dependencies: ["Crypto", "ScheduleEngine"]),
        .target(name: "CampaignFiles", dependencies: ["CampaignModel", "ScheduleEngine", "CLibYAML"]),
        .target(
            name: "Audience",
            dependencies: [
                "CampaignModel", "CProgramStart", "ScheduleEngine", .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),

        .target(name: "Fuzzing"),
        .executableTarget(
            name: "fuzz-reader",
            dependencies: ["CampaignFiles", "CampaignModel", "Fuzzing", "ScheduleEngine", "ZoneDatabase"],
            linkerSettings: linked),
        .executableTarget(
            name: "fuzz-status", dependencies: ["CampaignFiles", "CampaignModel", "Fuzzing"], linkerSettings: linked),
        .executableTarget(
            name: "fuzz-parts",
            dependencies: ["Audience", "CampaignFiles", "CampaignModel", "Fuzzing", "ScheduleEngine"],
            linkerSettings: linked),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system { target.swiftSettings = instrumented }
