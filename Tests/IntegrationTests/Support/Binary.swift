import Foundation

/// The built command under test: beside the test bundle, or wherever CAMPANILE_BINARY says.
enum Binary {
    static let path: String = {
        if let named = ProcessInfo.processInfo.environment["CAMPANILE_BINARY"], !named.isEmpty { return named }
        let own = [
            CommandLine.arguments[0], (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")),
        ]
        let found = own.compactMap(\.self).map { ($0 as NSString).deletingLastPathComponent + "/campanile" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
        return found ?? "campanile"
    }()
}
