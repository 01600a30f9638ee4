extension String {
    /// With U+FFFD for control characters and line breaks, which a terminal would obey: a file's name and its values are
    /// somebody else's words.
    var withoutControls: String {
        var text = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: text.append("\u{FFFD}")
            default: text.append(scalar)
            }
        }
        return String(text)
    }
}
