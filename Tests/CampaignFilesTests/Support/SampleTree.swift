import CampaignFiles
import Foundation
import ScheduleEngine
import TestSupport

/// The tree that comes with the project.
enum SampleTree {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "campaigns.d").path

    /// - Parameter now: Before the sample's one-time campaigns.
    static func readAll(now: String = "2026-01-01T00:00:00Z") throws -> TreeReading {
        TreeReader(
            scan: try TreeScanner.scan(root: root), zones: TestZones(), now: Instant(rfc3339: now) ?? .earliest,
            knowledge: .none
        ).readAll()
    }
}
