@testable import CampaignFiles
import CampaignModel
import Foundation
import TestSupport
import Testing

/// The sample tree's files, written otherwise at random: whatever the editor does to one is exact.
@Suite struct StatusEditorPropertyTests {
    private static let tree =
        URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .path + "/campaigns.d"

    private static func samples() throws -> [String] {
        let scan = try TreeScanner.scan(root: tree)
        return try scan.files.map(\.path).filter { FileKind.isCampaign(path: $0) }.map {
            try String(contentsOfFile: "\(tree)/\($0)", encoding: .utf8).replacing(/\nstatus:.*/, with: "")
        }
    }

    private static func root(_ bytes: [UInt8]) -> JSONValue? {
        bytes.withUnsafeBufferPointer { YAMLSource.parse($0).root }.map { JSONValue($0) }
    }

    /// What the editor must not touch, read without its help.
    private static func rest(_ bytes: [UInt8]) -> JSONValue? {
        guard case .object(var fields) = root(bytes) else { return nil }
        fields["status"] = nil
        return .object(fields)
    }

    private static func status(_ bytes: [UInt8]) -> JSONValue? {
        if case .object(let fields) = root(bytes) { fields["status"] } else { nil }
    }

    /// How many bytes of `before` are gone once what both begin and end with is taken away.
    private static func removed(_ before: [UInt8], _ after: [UInt8]) -> Int {
        let start = zip(before, after).prefix { $0 == $1 }.count
        let most = min(before.count, after.count) - start
        let end = zip(before.reversed(), after.reversed()).prefix(most).prefix { $0 == $1 }.count
        return before.count - start - end
    }

    @Test func `of a file in any layout, an edit changes the status alone and can be taken back`() throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        let samples = try Self.samples()
        #expect(samples.count >= 8)
        var (replaced, added) = (0, 0)
        for round in 0..<1_000 {
            let layout = Layout(random.pick(samples), &random)
            let before = layout.bytes
            let place = Comment(rawValue: "seed \(seed), round \(round): \(String(decoding: before, as: UTF8.self))")
            let paused = try StatusEditor.edit(before, to: .paused)
            #expect(paused.isChanged && paused.isAdded == !layout.hasStatus, place)
            #expect(Self.status(paused.bytes) == .string("paused"), place)
            #expect(Self.rest(paused.bytes) == Self.rest(before), place)
            #expect(Self.removed(before, paused.bytes) <= "active".utf8.count, place)
            if layout.hasStatus {
                replaced += 1
                let resumed = try StatusEditor.edit(paused.bytes, to: .active)
                #expect(!layout.saysActive || resumed.bytes == before, place)
            } else {
                added += 1
                #expect(Self.removed(before, paused.bytes) == 0, place)
            }
        }
        #expect(replaced > 200 && added > 200)
    }

    @Test func `of a damaged file, an edit changes the status alone or nothing`() throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        let samples = try Self.samples()
        let damage = Array("\"'{}[]:,#&*!|>-?%\n\r\t \\aé\u{FEFF}\u{85}".utf8)
        var edited = 0
        for round in 0..<1_000 {
            var before = Layout(random.pick(samples), &random).bytes
            for _ in 0..<random.number(1...3) {
                let index = random.number(0...before.count - 1)
                switch random.number(0...2) {
                case 0: before.remove(at: index)
                case 1: before.insert(random.pick(damage), at: index)
                default: before[index] = random.pick(damage)
                }
            }
            guard let edit = try? StatusEditor.edit(before, to: .paused), edit.isChanged else { continue }
            edited += 1
            let place = Comment(rawValue: "seed \(seed), round \(round): \(String(decoding: before, as: UTF8.self))")
            #expect(Self.status(edit.bytes) == .string("paused"), place)
            #expect(Self.rest(edit.bytes) == Self.rest(before), place)
            #expect(Self.removed(before, edit.bytes) <= "active".utf8.count, place)
        }
        #expect(edited > 100, "seed \(seed)")
    }
}

/// A sample written otherwise: what it says stays the same but for a status that may be added.
private struct Layout {
    private(set) var bytes: [UInt8]
    private(set) var hasStatus: Bool
    /// Null means active and isn't what a resumed campaign says.
    private(set) var saysActive = true

    init(_ sample: String, _ random: inout SeededGenerator) {
        bytes = []
        hasStatus = false
        var text = sample
        if !random.oneIn(3) {
            text = addStatus(text, &random)
            hasStatus = true
        }
        if text.hasPrefix("{") {
            if random.oneIn(3) { text = text.replacing(/\n */, with: "") }
            if random.oneIn(3) { text = text.replacing("  ", with: "\t") }
            if random.oneIn(2) {
                text =
                    "{\"campaignName\": \"\\ud83d\\ude00 ü\","
                    + text.replacing(/"campaignName":[^,]*,/, with: "").dropFirst()
            }
        } else {
            if random.oneIn(2) { text = "# Grüße 日本 😀: status: active\n" + text }
            if random.oneIn(3) { text = "---\n" + text }
            if random.oneIn(3) { text = text.replacing("type: recurring", with: "\"type\":   'recurring' # ✓") }
            if random.oneIn(4), !text.contains("|") {
                text = text.split(separator: "\n", omittingEmptySubsequences: false)
                    .map { $0.isEmpty || $0 == "---" ? String($0) : "  \($0)" }.joined(separator: "\n")
            }
        }
        if random.oneIn(3), text.hasSuffix("\n") { text.removeLast() }
        if random.oneIn(3) { text = text.replacing("\n", with: "\r\n") }
        bytes = Array(((random.oneIn(4) ? "\u{FEFF}" : "") + text).utf8)
    }

    private mutating func addStatus(_ text: String, _ random: inout SeededGenerator) -> String {
        let key = random.pick(["status", "\"status\"", "'status'"])
        if text.hasPrefix("{") {
            let colon = random.pick([":", ": ", " : "])
            return "{ \"status\"\(colon)\"active\"," + text.dropFirst()
        }
        let value = random.pick([
            "active", "'active'", "\"active\"", "&s active", "\n    active", "null", "&s 'active'",
        ])
        saysActive = value != "null"
        let comment = random.pick(["", "   ", " # status: active", " # ü"])
        // Any line that begins a field at the top may have it before it.
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let places = lines.indices.filter { lines[$0].first?.isLetter == true }
        lines.insert("\(key): \(value)\(comment)", at: random.pick(places))
        return lines.joined(separator: "\n")
    }
}
