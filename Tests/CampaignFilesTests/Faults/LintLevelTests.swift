import CampaignModel
import Testing

/// What `lint:` of `_defaults.yaml` makes of each piece of advice.
@Suite struct LintLevelTests {
    private static let advice: [Diagnostic.Code] = [
        .noTimezone, .noRateLimit, .noQuietHours, .noNotification, .noEndDate,
    ]

    /// A campaign that there is all advice about, under these defaults.
    private func reading(_ defaults: String) throws -> (found: [Diagnostic], isHeldBack: Bool) {
        let campaign = SoundTree.campaign(schedule: "{ recurring: { pattern: daily, timeOfDay: '10:00' } }")
        let tree = try TemporaryTree(
            SoundTree.files.merging(["_defaults.yaml": defaults, "c.yaml": campaign]) { $1 })
        let reading = try tree.readAll()
        return (
            reading.diagnostics.filter { Self.advice.contains($0.code) },
            reading.files.first { $0.path == "c.yaml" }?.declaration == nil
        )
    }

    @Test(arguments: advice)
    func `advice is a warning, or what the defaults make of it, and no other advice with it`(
        _ code: Diagnostic.Code
    ) throws {
        let others = Set(Self.advice).subtracting([code])
        for (level, severity) in [("", "warning"), ("warning", "warning"), ("error", "error"), ("off", nil)] {
            let line = level.isEmpty ? "timezone:\n" : "lint: { \(code.rawValue): \(level) }\n"
            let (found, isHeldBack) = try reading(line)
            #expect(
                found.filter { $0.code == code }.map(\.severity.rawValue) == (severity.map { [$0] } ?? []), "\(level)")
            #expect(Set(found.filter { $0.code != code }.map(\.code)) == others)
            #expect(found.filter { $0.code != code }.allSatisfy { $0.severity == .warning })
            #expect(isHeldBack == (level == "error"))
        }
    }
}
