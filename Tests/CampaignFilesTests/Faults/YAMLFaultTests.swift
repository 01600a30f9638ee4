import Testing

/// What is too large or too odd to be a file of the corpus.
@Suite struct YAMLFaultTests {
    static let cases: [FaultCase] = [
        FaultCase("a NUL byte", "a: ‹1›\0\n", "INVALID_YAML 1"),
        FaultCase("a control character", "a: é‹1›\u{7}\n", "INVALID_YAML 1"),
        FaultCase("a file over 1 MiB", "‹1›a: 1\n#" + String(repeating: "x", count: 1 << 20), "LIMIT_EXCEEDED 1"),
    ]

    @Test(arguments: cases)
    func `a file that isn't sound YAML is refused at the place`(_ fault: FaultCase) throws { try fault.check() }
}
