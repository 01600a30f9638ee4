import Foundation

/// One line of `git ls-tree -r -l -z`: `100644 blob <object> <size>\t<path>`.
struct GitEntry {
    enum Kind { case file, link }

    let kind: Kind
    let object: String
    /// In bytes.
    let size: Int64
    /// Bytes, since git doesn't ask whether they are text.
    let path: [UInt8]

    /// No file of a tree that is larger is read.
    private static let largest: Int64 = 1 << 20

    /// Whether its content matters.
    var isWanted: Bool { size <= Self.largest }

    /// Nil for what is no file: another repository's commit has nothing to show.
    init?(_ line: Data) {
        guard let tab = line.firstIndex(of: UInt8(ascii: "\t")) else { return nil }
        let words = String(decoding: line[..<tab], as: UTF8.self).split(separator: " ")
        guard words.count == 4, words[1] == "blob", let size = Int64(words[3]), size >= 0 else { return nil }
        kind = words[0] == "120000" ? .link : .file
        object = String(words[2])
        self.size = size
        path = Array(line[line.index(after: tab)...])
    }
}
