@testable import CampaignFiles
import CampaignModel
import Foundation
import TestSupport
import Testing

/// The reader's YAML against libyaml's own events, taken by a program that shares nothing with it but libyaml.
/// `CAMPANILE_SEED` chooses another seed.
@Suite struct YAMLOracleTests {
    private let seed = ProcessInfo.processInfo.environment["CAMPANILE_SEED"].flatMap { UInt64($0) } ?? 20_261_123

    private func samples() throws -> [[UInt8]] {
        var files: [[UInt8]] = []
        for case let path as String in FileManager.default.enumerator(atPath: SampleTree.root) ?? .init() {
            guard [".yaml", ".json", ".mustache"].contains(where: path.hasSuffix), !path.hasPrefix(".schema") else {
                continue
            }
            files.append(Array(try Data(contentsOf: URL(filePath: "\(SampleTree.root)/\(path)"))))
        }
        return files.sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// Counts of what the texts were, so that a generator that makes nothing of a kind is noticed.
    private struct Tally {
        var notText = 0
        var whole = 0
        var broken = 0
        var refused = 0
        var duplicates = 0
    }

    @Test func `whatever a text is, it is read as libyaml's own events say, or refused at the same place`() throws {
        var texts = RandomYAML(seed: seed, samples: try samples())
        var tally = Tally()
        var differences: [String] = []
        for number in 0..<20_000 {
            let bytes = texts.next()
            let ours = bytes.withUnsafeBufferPointer { YAMLSource.parse($0) }
            if let difference = try difference(ours, bytes, &tally) {
                let text = String(decoding: bytes, as: UTF8.self).debugDescription
                differences.append("text \(number): \(difference)\n\(text)")
            }
        }
        print("yaml oracle: seed \(seed), \(tally), \(differences.count) differences")
        #expect(differences.isEmpty, "seed \(seed):\n\(differences.prefix(5).joined(separator: "\n"))")
        #expect(tally.whole > 5_000 && tally.broken > 5_000 && tally.refused > 3_000 && tally.notText > 500)
        #expect(tally.duplicates > 400)
    }

    /// Nil where both say the same.
    private func difference(_ ours: ParsedSource, _ bytes: [UInt8], _ tally: inout Tally) throws -> String? {
        guard isText(bytes) else {
            tally.notText += 1
            let isRefused = ours.root == nil && ours.faults.map(\.code) == [.invalidYAML] && !ours.isWhole
            return isRefused ? nil : "no text, and not refused: \(ours.faults)"
        }
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let oracle = try #require(YAMLOracle(bytes.starts(with: mark) ? Array(bytes.dropFirst(3)) : bytes))
        if !oracle.duplicates.isEmpty { tally.duplicates += 1 }
        let duplicates = ours.faults.filter { $0.code == .duplicateKey }
            .map { YAMLOracle.Place(line: $0.line, column: $0.column) }
        guard duplicates.sorted() == oracle.duplicates.sorted() else {
            return "duplicates \(duplicates), not \(oracle.duplicates)"
        }
        let others = ours.faults.filter { $0.code != .duplicateKey }
        switch oracle.outcome {
        case .whole(let tokens):
            tally.whole += 1
            guard let root = ours.root, ours.isWhole, others.isEmpty else { return "refused: \(others)" }
            let found = YAMLToken.all(root)
            guard found != tokens else { return nil }
            let place = zip(found, tokens).first { $0 != $1 }
            return "read as \(place.map { "\($0.0), not \($0.1)" } ?? "\(found.count) nodes, not \(tokens.count)")"
        case .refused(let place, let isLimit):
            if oracle.isBroken { tally.broken += 1 } else { tally.refused += 1 }
            guard !ours.isWhole, let fault = others.first, others.count == 1 else { return "not refused at \(place)" }
            let isRight =
                YAMLOracle.Place(line: fault.line, column: fault.column) == place
                && fault.code == (isLimit ? .limitExceeded : .invalidYAML)
            return isRight ? nil : "refused with \(fault), not at \(place)"
        }
    }

    /// UTF-8 without a NUL, and nothing that looks like UTF-16.
    private func isText(_ bytes: [UInt8]) -> Bool {
        !bytes.contains(0) && String(validating: bytes, as: UTF8.self) != nil
    }
}
