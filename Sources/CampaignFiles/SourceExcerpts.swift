import CampaignModel

/// The excerpts of many diagnostics. A file may be a single line of 1 MiB and have a hundred faults: it is read once, and
/// looked through once where they come in the order in which they stand.
public final class SourceExcerpts {
    private let root: String
    private let loader: FileLoader
    /// What was read last; nil for a file that must not be shown or can't be read.
    private var text: (file: String, bytes: [UInt8]?)?
    private var cursor = TextCursor(breaks: .yaml)

    public init(root: String) {
        self.root = root
        loader = FileLoader(root: root)
    }

    /// Nil where the diagnostic names no line, or the file can't be read or has no such line any more. Nil too for what
    /// must not be shown: a secret, and a file that lies outside of the tree.
    public func excerpt(of diagnostic: Diagnostic) -> SourceExcerpt? {
        guard let file = diagnostic.file, let line = diagnostic.line, diagnostic.code != .secretInFile else {
            return nil
        }
        if text?.file != file {
            text = (file, bytes(of: file))
            cursor = TextCursor(breaks: LineBreaks(path: file))
        }
        let column = max(1, diagnostic.column ?? 1)
        return text?.bytes?.withUnsafeBufferPointer { bytes in
            // What is farther away than this isn't shown.
            let near = 4 * SourceExcerpt.widest
            let first = max(1, column - near)
            guard cursor.move(toLine: line, column: first, in: bytes) else { return nil }
            let shown = bytes[cursor.offset..<cursor.end(after: 2 * near, in: bytes)]
            return SourceExcerpt(text: String(decoding: shown, as: UTF8.self), column: column - cursor.column + 1)
        }
    }

    private func bytes(of file: String) -> [UInt8]? {
        guard RealPath.outside(of: root, file) == nil else { return nil }
        return try? loader.load(file) { Array($0) }
    }
}

/// A place in a text, which is quick to move on and slow to move back.
private struct TextCursor {
    let breaks: LineBreaks
    private var line = 1
    private var start = 0
    private(set) var column = 1
    private(set) var offset = 0

    init(breaks: LineBreaks) { self.breaks = breaks }

    /// Goes to a line, and as far into it as `column` where it is that long. False where there is no such line.
    mutating func move(toLine line: Int, column: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        if line < self.line { self = TextCursor(breaks: breaks) }
        if line == self.line, column < self.column { (offset, self.column) = (start, 1) }
        while self.line < line {
            guard offset < bytes.count else { return false }
            let width = breaks.length(at: offset, in: bytes)
            offset += max(1, width)
            guard width > 0 else { continue }
            self.line += 1
            (start, self.column) = (offset, 1)
        }
        while self.column < column, let next = next(after: offset, in: bytes) {
            (offset, self.column) = (next, self.column + 1)
        }
        return true
    }

    /// Where the line ends, or so many characters further on.
    func end(after characters: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var end = offset
        for _ in 0..<characters {
            guard let next = next(after: end, in: bytes) else { break }
            end = next
        }
        let isPair =
            breaks == .lineFeeds && end > offset && end < bytes.count && bytes[end] == UInt8(ascii: "\n")
            && bytes[end - 1] == UInt8(ascii: "\r")
        return isPair ? end - 1 : end
    }

    /// Where the character at `offset` ends; nil where the line does.
    private func next(after offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard offset < bytes.count, breaks.length(at: offset, in: bytes) == 0 else { return nil }
        var next = offset + 1
        while next < bytes.count, bytes[next] & 0xC0 == 0x80 { next += 1 }
        return next
    }
}
