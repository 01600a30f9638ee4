import Foundation

/// What `git cat-file --batch` answers: for each object `<name> blob <size>`, its bytes and a line feed.
struct GitObjects: IteratorProtocol {
    private var rest: Data

    init(_ output: Data) { rest = output }

    /// Nil at the end, and where an object is missing.
    mutating func next() -> Data? {
        guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        let words = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ")
        let content = rest[rest.index(after: end)...]
        guard words.count == 3, words[1] == "blob", let size = Int(words[2]), (0..<content.count).contains(size) else {
            return nil
        }
        rest = content.dropFirst(size + 1)
        return content.prefix(size)
    }
}
