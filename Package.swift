// swift-tools-version: 6.2
import PackageDescription

// Each target is a layer: it may import what stands in its dependencies and nothing else. CI builds with
// --explicit-target-dependency-import-check error, so that an arrow which isn't drawn here does not compile.
// CONTRIBUTING.md has the picture.

// CI has no use for a warning that nobody reads.
let strict: [SwiftSetting] = Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]
let package = Package(
    name: "campanile",
    products: [
        .executable(name: "campanile", targets: ["campanile"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        // This one, swift-http-types and swift-subprocess without their traits, or SwiftPM orders the flags at random and compiles them anew
        // each time.
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    ],
    targets: [
        // Not a system library: it is loaded when it is needed. Its header is libcurl4-openssl-dev's.
        .target(name: "CLibCURL"),
        // Two calls of glibc that Swift doesn't see.
        .target(name: "CProgramStart"),
        .systemLibrary(name: "CZLib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),

        // Pure: no clock, file, environment or chance.
        .target(name: "ScheduleEngine"),
        .target(
            name: "CampaignModel",
            dependencies: ["ScheduleEngine", .product(name: "Crypto", package: "swift-crypto")]),
        .target(name: "Reconciliation", dependencies: ["CampaignModel", "ScheduleEngine"]),
        .target(
            name: "StatusPages",
            dependencies: ["CampaignModel", "ScheduleEngine", .product(name: "Crypto", package: "swift-crypto")]),

        // The edges.
        .target(name: "ZoneDatabase", dependencies: ["ScheduleEngine"]),
        .target(name: "CampaignFiles", dependencies: ["CampaignModel", "ScheduleEngine", "CLibYAML"]),
        .target(
            name: "StateStore",
            dependencies: [
                "CampaignModel", "Reconciliation", "ScheduleEngine", .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .target(
            name: "Audience",
            dependencies: [
                "CampaignModel", "CProgramStart", "ScheduleEngine",
                // SQLite's own functions: a row here is a contact, and needs no more than they give.
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        .target(name: "Spool", dependencies: ["CampaignModel", "ScheduleEngine"]),
        .target(
            name: "Delivery",
            dependencies: [
                "CampaignModel", "CLibCURL", "ScheduleEngine",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),

        .target(
            name: "StatusServer",
            dependencies: [
                "CampaignModel", "CZLib", "ScheduleEngine",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                // Without its router: which routes there are is a table, and answers are values.
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOExtras", package: "swift-nio-extras"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            // Into the binary, or each start of a pass would load one library more.
            linkerSettings: [.linkedLibrary(":libz.a")]),

        // What performs a plan, and what people type.
        .target(name: "Runner", dependencies: ["CampaignModel", "Reconciliation", "ScheduleEngine"]),
        .target(
            name: "Commands",
            dependencies: [
                "Audience", "CampaignFiles", "CampaignModel", "Delivery", "Reconciliation", "Runner", "ScheduleEngine",
                "Spool", "StateStore", "StatusPages", "StatusServer", "ZoneDatabase",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .executableTarget(
            name: "campanile", dependencies: ["Commands"],
            // At a fixed address, as Go's programs are: to move it, each start would rewrite a megabyte of pointers before
            // it does anything, and a start a minute is what this is for. Its libraries are moved all the same.
            linkerSettings: [.unsafeFlags(["-Xclang-linker", "-no-pie"], .when(configuration: .release))]),

        .target(
            name: "TestSupport", dependencies: ["CampaignModel", "ScheduleEngine", "ZoneDatabase"],
            path: "Tests/TestSupport"),
        // libyaml's events as they come, beside which the reader is put.
        .target(name: "YAMLEvents", dependencies: ["CLibYAML"], path: "Tests/YAMLEvents"),
        .testTarget(
            name: "ScheduleEngineTests", dependencies: ["ScheduleEngine", "TestSupport", "ZoneDatabase"],
            exclude: ["Cron/croniter_instants.py", "Oracle/oracle.py"]),
        .testTarget(name: "CampaignModelTests", dependencies: ["CampaignModel", "ScheduleEngine", "TestSupport"]),
        .testTarget(
            name: "ReconciliationTests",
            dependencies: ["CampaignModel", "Reconciliation", "ScheduleEngine", "TestSupport", "ZoneDatabase"]),
        .testTarget(
            name: "StateStoreTests",
            dependencies: [
                "CampaignModel", "Reconciliation", "ScheduleEngine", "StateStore", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .testTarget(
            name: "StatusPagesTests",
            dependencies: [
                "CampaignModel", "ScheduleEngine", "StatusPages", "TestSupport", "ZoneDatabase",
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .testTarget(
            name: "IntegrationTests",
            dependencies: [
                "campanile", "CampaignModel", "Commands", "ScheduleEngine", "StateStore", "StatusPages", "TestSupport",
                "ZoneDatabase",
            ],
            exclude: ["Email/mail_server.py", "Status/answers.py"]),
        .testTarget(
            name: "SpoolTests", dependencies: ["CampaignModel", "ScheduleEngine", "Spool", "TestSupport"]),
        .testTarget(
            name: "AudienceTests",
            dependencies: [
                "Audience", "CampaignModel", "ScheduleEngine", "TestSupport",
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        .testTarget(
            name: "DeliveryTests",
            dependencies: [
                "CampaignModel", "Delivery", "ScheduleEngine", "TestSupport",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]),
        .testTarget(
            name: "StatusServerTests",
            dependencies: ["CampaignModel", "CZLib", "ScheduleEngine", "StatusServer", "TestSupport"]),
        .testTarget(
            name: "RunnerTests",
            dependencies: ["CampaignModel", "Reconciliation", "Runner", "ScheduleEngine", "TestSupport"]),
        .testTarget(
            name: "CampaignFilesTests",
            dependencies: [
                "CampaignFiles", "CampaignModel", "ScheduleEngine", "TestSupport", "YAMLEvents", "ZoneDatabase",
            ],
            exclude: ["Corpus", "Schema/schema_answers.py"]),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = strict
}
