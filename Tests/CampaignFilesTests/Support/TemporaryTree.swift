import CampaignFiles
import Foundation
import ScheduleEngine

/// A tree in a temporary folder, removed with the last reference to it.
final class TemporaryTree {
    let root: String

    init(_ files: [String: String] = [:]) throws {
        root = FileManager.default.temporaryDirectory.path + "/campaign-files-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        for (path, text) in files { try write(path, text) }
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    func write(_ path: String, _ text: String) throws { try write(path, Array(text.utf8)) }

    func write(_ path: String, _ bytes: [UInt8]) throws {
        let full = root + "/" + path
        try FileManager.default.createDirectory(
            atPath: (full as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: full))
    }

    func link(_ path: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: root + "/" + path, withDestinationPath: target)
    }

    func remove(_ path: String) throws { try FileManager.default.removeItem(atPath: root + "/" + path) }

    func scan() throws -> TreeScan { try TreeScanner.scan(root: root) }

    func reader(now: String = "2026-06-01T00:00:00Z", knowledge: StateKnowledge = .none.takingAllAsTried) throws
        -> TreeReader
    {
        TreeReader(
            scan: try scan(), zones: KnownZones(), now: Instant(rfc3339: now) ?? .earliest, knowledge: knowledge,
            zoneCandidates: { KnownZones.identifiers })
    }

    func readAll(now: String = "2026-06-01T00:00:00Z", knowledge: StateKnowledge = .none.takingAllAsTried) throws
        -> TreeReading
    {
        try reader(now: now, knowledge: knowledge).readAll()
    }
}
