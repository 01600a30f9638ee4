import Foundation

/// What stands in the outbox, read as another program would.
struct Outbox {
    /// By file, relative to the outbox: its lines as they are.
    let files: [String: [String]]
    /// Files that don't end in a newline, or hold a line that is no JSON object.
    let torn: [String]

    init(_ folder: String) throws {
        var files: [String: [String]] = [:]
        var torn: [String] = []
        for case let name as String in FileManager.default.enumerator(atPath: folder) ?? .init() {
            guard name.hasSuffix(".jsonl"), let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)") else {
                continue
            }
            let lines = bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
            if !bytes.isEmpty, bytes.last != UInt8(ascii: "\n") { torn.append(name) }
            if lines.contains(where: { !$0.hasPrefix("{\"idempotencyKey\"") || !$0.hasSuffix("}") }) {
                torn.append(name)
            }
            files[name] = lines
        }
        self.files = files
        self.torn = torn
    }

    /// How many lines each recipient has in one file.
    func recipients(of file: String) -> [String: Int] {
        var counts: [String: Int] = [:]
        for line in files[file] ?? [] {
            guard let start = line.range(of: "\"recipientId\":\"") else { continue }
            counts[String(line[start.upperBound...].prefix { $0 != "\"" }), default: 0] += 1
        }
        return counts
    }

    var lines: Int { files.values.reduce(0) { $0 + $1.count } }
}

extension Site {
    func outbox() throws -> Outbox { try Outbox(stateFolder + "/outbox") }

    /// Each of u1 … un has exactly one line in this file, and nobody else has one.
    func everyoneGotIt(once file: String, of count: Int) throws -> Bool {
        let outbox = try outbox()
        let counts = outbox.recipients(of: file)
        return outbox.torn.isEmpty && counts.count == count && counts.values.allSatisfy { $0 == 1 }
            && (1...count).allSatisfy { counts["u\($0)"] == 1 }
    }
}
