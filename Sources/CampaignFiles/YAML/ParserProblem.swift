internal import CLibYAML

/// Says what libyaml stumbled over so that somebody who has never heard of its tokens can mend it.
enum ParserProblem {
    static func fault(
        _ parser: UnsafeMutablePointer<yaml_parser_t>, bytes: UnsafeBufferPointer<UInt8>, pairs: SurrogatePairs?
    ) -> YAMLFault {
        let problem = parser.pointee.problem.map { String(cString: $0) } ?? "it can't be understood"
        if parser.pointee.error == YAML_READER_ERROR {
            let place = SourceText.place(of: parser.pointee.problem_offset, in: bytes)
            return YAMLFault(
                code: .invalidYAML, message: "a control character stands here (\(problem))", line: place.line,
                column: column(place.column, place.line, pairs),
                hint: "remove it, or write it as an escape in double quotes")
        }
        let mark = mark(parser, problem)
        var end = TextEnd(bytes)
        let (line, column) = end.place(of: mark)
        let (message, hint) = words(problem, at: end.isBeyond(mark) ? nil : character(mark.index, in: bytes))
        return YAMLFault(
            code: .invalidYAML, message: message, line: line, column: ParserProblem.column(column, line, pairs),
            hint: hint)
    }

    private static func column(_ column: Int, _ line: Int, _ pairs: SurrogatePairs?) -> Int {
        guard let pairs else { return column }
        return Int(pairs.column(Int32(clamping: column), line: Int32(clamping: line)))
    }

    /// Where the parser gave up, or where that began: it sees that a line has no ':' on the next one, and that quotes are
    /// open at the file's end.
    private static func mark(_ parser: UnsafeMutablePointer<yaml_parser_t>, _ problem: String) -> yaml_mark_t {
        switch problem {
        case "could not find expected ':'", "found unexpected end of stream": parser.pointee.context_mark
        default: parser.pointee.problem_mark
        }
    }

    private static func words(_ problem: String, at character: UInt8?) -> (message: String, hint: String) {
        switch problem {
        case "found character that cannot start any token" where character == UInt8(ascii: "\t"),
            "found a tab character that violates indentation",
            "found a tab character where an indentation space is expected":
            ("YAML doesn't allow tabs for indentation", "use spaces")
        case "found character that cannot start any token":
            ("a value can't begin with this character", "put the value in quotes")
        case "mapping values are not allowed in this context":
            (
                "a ':' begins a value where there can't be one",
                "indent the line like its neighbours, or put a text that holds ': ' in quotes"
            )
        case "could not find expected ':'":
            ("this line has no ':' after its field", "write 'field: value', with a space after the colon")
        case "did not find expected key":
            (
                "a field was expected here",
                "indent it like the fields around it; are quotes or brackets left open above?"
            )
        case "did not find expected '-' indicator":
            ("a '-' was expected here", "indent every element of a list alike")
        case "did not find expected ',' or ']'":
            ("a list is not closed: ',' or ']' was expected here", "close it with ']'")
        case "did not find expected ',' or '}'":
            ("a mapping is not closed: ',' or '}' was expected here", "close it with '}'")
        case "found unexpected end of stream":
            ("the quotes that begin here are never closed", "close the quotes")
        case "found unknown escape character":
            ("there is no such escape", "write '\\\\' for a backslash, or use single quotes")
        case "did not find expected alphabetic or numeric character":
            ("a '*' or '&' begins a YAML alias, which needs a name", "put a text that begins with it in quotes")
        case "did not find expected <document start>":
            ("a document was expected to begin here", "one document a file; put values that begin with '%' in quotes")
        default:
            (
                "this is not valid YAML: \(problem)",
                "see the line above, too; an editor with YAML support shows the place"
            )
        }
    }

    private static func character(_ index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> UInt8? {
        var characters = 0
        for byte in bytes where byte & 0xC0 != 0x80 {
            if characters == index { return byte }
            characters += 1
        }
        return nil
    }
}
