import CampaignModel
import Fuzzing

/// Holds that a diagnostic speaks of a place that its file has.
struct PlaceCheck {
    let text: [UInt8]
    let kind: InputKind

    func check(_ diagnostic: Diagnostic) {
        guard let line = diagnostic.line, let column = diagnostic.column else {
            finding("a diagnostic names its file and no place in it: \(diagnostic)")
        }
        let lengths = lengths
        // The end of the text, and the end of a line, are places, too.
        guard line >= 1, column >= 1, line <= lengths.count, column <= lengths[line - 1] + 1 else {
            finding("a diagnostic speaks of a place that isn't there: \(diagnostic)")
        }
    }

    /// How many characters each line has, its break not counted. YAML's lines end as libyaml counts them.
    private var lengths: [Int] {
        var lengths = [0]
        var previous: Unicode.Scalar?
        let marked = text.starts(with: [0xEF, 0xBB, 0xBF])
        for scalar in String(decoding: marked ? text[3...] : text[...], as: UTF8.self).unicodeScalars {
            switch scalar {
            case "\n" where previous == "\r" && isYAML: break
            case "\n": lengths.append(0)
            case "\r" where isYAML, "\u{85}" where isYAML, "\u{2028}" where isYAML, "\u{2029}" where isYAML:
                lengths.append(0)
            default: lengths[lengths.count - 1] += 1
            }
            previous = scalar
        }
        return lengths
    }

    private var isYAML: Bool { kind != .templateBody && kind != .iCalendar }
}
