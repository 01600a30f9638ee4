import Testing

@Suite struct YAMLFaultTests {
    private static func sound(_ more: String) -> String { SoundTree.campaign(more: more) }

    static let cases: [FaultCase] = [
        FaultCase("an empty file", "‹1›", "INVALID_YAML 1"),
        FaultCase("a list at the top", "‹1›- a\n", "INVALID_YAML 1"),
        FaultCase("a value at the top", "‹1›hello\n", "INVALID_YAML 1"),
        FaultCase("a second document", "a: 1\n‹1›---\nb: 2\n", "INVALID_YAML 1"),
        FaultCase("a tab as indentation", "schedule:\n‹1›\tx: 1\n", "INVALID_YAML 1"),
        FaultCase("a NUL byte", "a: ‹1›\0\n", "INVALID_YAML 1"),
        FaultCase("a control character", "a: é‹1›\u{7}\n", "INVALID_YAML 1"),
        FaultCase("a key twice", sound("status: active\n‹1›status: paused"), "DUPLICATE_KEY 1"),
        FaultCase(
            "a key twice in another spelling", sound("status: active\n‹1›\"status\": paused"), "DUPLICATE_KEY 1"),
        FaultCase("a merge key", sound("‹1›<<: {}"), "UNKNOWN_FIELD 1"),
        FaultCase("a list as key", "‹1›[a]: 1\n", "INVALID_YAML 1"),
        FaultCase("an alias to nothing", "a: ‹1›*b\n", "INVALID_YAML 1"),
        FaultCase("an alias to itself", "a: &a [‹1›*a]\n", "INVALID_YAML 1"),
        FaultCase("a tag of somebody", "a: ‹1›!ruby/object x\n", "INVALID_YAML 1"),
        FaultCase("an open bracket", "a: [1, 'b'\n‹1›'c': 3\n", "INVALID_YAML 1"),
        FaultCase("a forbidden first character", "a: ‹1›@b\n", "INVALID_YAML 1"),
        FaultCase("a colon in a text", "a: b‹1›: c\n", "INVALID_YAML 1"),
        FaultCase(
            "nesting 65 deep", "a: " + String(repeating: "[", count: 63) + "‹1›[" + String(repeating: "]", count: 64),
            "LIMIT_EXCEEDED 1"),
        FaultCase(
            "aliases that multiply",
            "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
                + (1...3).map {
                    "a\($0): &a\($0) [" + Array(repeating: "*a\($0 - 1)", count: 10).joined(separator: ",") + "]\n"
                }
                .joined() + "b: [*a3,*a3,*a3,*a3,*a3,*a3,*a3,‹1›*a3,*a3,*a3]\n", "LIMIT_EXCEEDED 1"),
        FaultCase("a file over 1 MiB", "‹1›a: 1\n#" + String(repeating: "x", count: 1 << 20), "LIMIT_EXCEEDED 1"),
    ]

    @Test(arguments: cases)
    func `a file that isn't sound YAML is refused at the place`(_ fault: FaultCase) throws { try fault.check() }
}
