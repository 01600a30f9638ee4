// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who builds campanile builds this. It compiles the engine's own sources through
// links: as a dependency by path, the whole package would be resolved again.
let package = Package(
    name: "campanile-benchmarks",
    targets: [
        .target(name: "ScheduleEngine"),
        .target(name: "ZoneDatabase", dependencies: ["ScheduleEngine"]),
        .executableTarget(name: "occurrences", dependencies: ["ScheduleEngine", "ZoneDatabase"]),
    ],
    swiftLanguageModes: [.v6]
)
