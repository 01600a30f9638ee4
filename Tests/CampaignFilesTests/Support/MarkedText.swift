/// A text with places marked in it as `‹1›`, which are taken out before it is used.
struct MarkedText {
    var text = ""
    /// Line and column, from 1, of what follows each mark.
    var places: [String: (line: Int, column: Int)] = [:]
    /// All of them in the text's order; a name may stand there more than once.
    var marks: [(name: String, line: Int, column: Int)] = []

    init(_ marked: String) {
        var line = 1
        var column = 1
        var name: String?
        for scalar in marked.unicodeScalars {
            if scalar == "‹" {
                name = ""
            } else if scalar == "›", let mark = name {
                places[mark] = (line, column)
                marks.append((mark, line, column))
                name = nil
            } else if name != nil {
                name?.unicodeScalars.append(scalar)
            } else {
                text.unicodeScalars.append(scalar)
                if scalar == "\n" {
                    line += 1
                    column = 1
                } else {
                    column += 1
                }
            }
        }
    }
}
