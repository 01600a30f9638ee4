/// Colour where it helps: on a terminal, and never under NO_COLOR (no-color.org).
struct Style: Sendable {
    private let isOn: Bool

    /// What goes on to another program.
    static let plain = Style(isOn: false)

    static var output: Style { Style(isOn: StandardOutput.isTerminal && isWanted) }
    static var error: Style { Style(isOn: StandardError.isTerminal && isWanted) }

    private static var isWanted: Bool {
        Environment.value("NO_COLOR") == nil && Environment.value("TERM") != "dumb"
    }

    enum Tone: String {
        case bold = "1"
        case faint = "2"
        case red = "31"
        case green = "32"
        case yellow = "33"
        case blue = "36"
        case busy = "7;33"
    }

    func callAsFunction(_ tone: Tone, _ text: String) -> String {
        isOn && !text.isEmpty ? "\u{1B}[\(tone.rawValue)m\(text)\u{1B}[0m" : text
    }
}
