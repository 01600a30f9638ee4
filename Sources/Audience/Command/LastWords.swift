/// The end of what a program wrote to its standard error, for a sentence.
struct LastWords {
    private var bytes: [UInt8] = []

    private static let most = 2_048
    private static let mostLines = 5
    private static let mostCharacters = 500

    mutating func add(_ part: some Collection<UInt8>) {
        bytes += part.suffix(Self.most)
        if bytes.count > Self.most { bytes.removeFirst(bytes.count - Self.most) }
    }

    /// Its last lines, without what would move a terminal's cursor; nil where it said nothing.
    var text: String? {
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
            .map { line in
                String(
                    String.UnicodeScalarView(line.unicodeScalars.filter { $0.properties.generalCategory != .control }))
            }
            .filter { !$0.allSatisfy(\.isWhitespace) }
        guard !lines.isEmpty else { return nil }
        return String(lines.suffix(Self.mostLines).joined(separator: " / ").suffix(Self.mostCharacters))
    }
}
