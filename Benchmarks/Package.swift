// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who builds campanile builds this. It compiles the engine's own sources through
// links: as a dependency by path, the whole package would be resolved again.
let package = Package(
    name: "campanile-benchmarks",
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    ],
    targets: [
        .target(name: "ScheduleEngine"),
        .target(name: "ZoneDatabase", dependencies: ["ScheduleEngine"]),
        .executableTarget(name: "occurrences", dependencies: ["ScheduleEngine", "ZoneDatabase"]),
        // What delivery is compared with.
        .executableTarget(
            name: "posts",
            dependencies: [
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)
