@testable import CampaignFiles
import CampaignModel
import Foundation
import Fuzzing
import ScheduleEngine
import ZoneDatabase

/// A copy of the sample tree in which one file is what the fuzzer makes up, read as a pass reads it.
final class FuzzedTree {
    nonisolated(unsafe) static let shared = FuzzedTree()

    /// Names all files that the fuzzer makes up, so that what they come to is looked at, too.
    private static let campaign = """
        campaignId: fuzzed
        type: recurring
        schedule: { recurring: { pattern: daily, timeOfDay: "10:00", exclude: [fuzzed, fuzzed-days] } }
        targetAudience: { type: segment, segmentId: fuzzed }
        messageConfig: { channel: fuzzed, template: fuzzed, variations: [{ templateId: fuzzed-body, weight: 1 }] }
        """

    private let root: String
    private let scan: TreeScan
    private let zones = SystemZoneDatabase()
    private let now = Instant(rfc3339: "2026-06-01T00:00:00Z") ?? .earliest
    private let files: [String: ScannedFile]
    private let defaults: [UInt8]

    private init() {
        let name = "campanile-fuzz-\(ProcessInfo.processInfo.processIdentifier)"
        root = FileManager.default.temporaryDirectory.path + "/" + name
        do {
            try FileManager.default.copyItem(atPath: "campaigns.d", toPath: root)
            try FileManager.default.createDirectory(atPath: "\(root)/channels", withIntermediateDirectories: true)
            for kind in InputKind.allCases where kind != .defaults {
                try Data().write(to: URL(fileURLWithPath: "\(root)/\(kind.path)"))
            }
            try Data(FuzzedTree.campaign.utf8).write(to: URL(fileURLWithPath: "\(root)/uses-all.yaml"))
            scan = try TreeScanner.scan(root: root)
            defaults = Array(try Data(contentsOf: URL(fileURLWithPath: "\(root)/_defaults.yaml")))
        } catch {
            finding("the sample tree can't be copied: this is run where campaigns.d lies (\(error))")
        }
        files = Dictionary(uniqueKeysWithValues: scan.files.map { ($0.path, $0) })
        atexit { try? FileManager.default.removeItem(atPath: FuzzedTree.shared.root) }
    }

    func check(_ bytes: [UInt8], as kind: InputKind) {
        write(bytes, to: kind.path)
        let reading = read(kind)
        if reading != read(kind) { finding("read a second time, the same bytes come to something else") }
        for diagnostic in reading.flatMap(\.diagnostics) where diagnostic.file == kind.path {
            PlaceCheck(text: bytes, kind: kind).check(diagnostic)
        }
        let excerpts = SourceExcerpts(root: root)
        for diagnostic in reading.flatMap(\.diagnostics).prefix(3) { _ = excerpts.excerpt(of: diagnostic) }
        if kind == .defaults { write(defaults, to: kind.path) }
    }

    /// The file itself, and a campaign that takes over what it says.
    private func read(_ kind: InputKind) -> [FileReading] {
        let names = ZoneNames(provider: zones, candidates: zones.identifiers)
        let pass = TreePass(scan, zones: names, now: now, knowledge: .none)
        var places = CampaignPlaces()
        switch kind {
        case .campaign:
            return files[kind.path].map { [pass.readCampaign($0, &places)] } ?? []
        default:
            let campaign = files["uses-all.yaml"].map { [pass.readCampaign($0, &places)] } ?? []
            return campaign + (files[kind.path].map { [pass.readShared($0)] } ?? [])
        }
    }

    private func write(_ bytes: [UInt8], to path: String) {
        let descriptor = open("\(root)/\(path)", O_WRONLY | O_TRUNC | O_CLOEXEC)
        defer { close(descriptor) }
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else { finding("\(path) can't be written") }
    }
}
