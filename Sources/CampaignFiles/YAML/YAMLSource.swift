internal import CLibYAML

/// Reads bytes as one YAML 1.2 document (JSON is one too) whose top is a mapping.
enum YAMLSource {
    static func parse(_ bytes: UnsafeBufferPointer<UInt8>, isDefaults: Bool = false) -> ParsedSource {
        do {
            let source = UnsafeBufferPointer(rebasing: bytes[try SourceText(bytes).range])
            guard let pairs = SurrogatePairs(source) else { return parse(checked: source, pairs: nil, isDefaults) }
            return pairs.bytes.withUnsafeBufferPointer { parse(checked: $0, pairs: pairs, isDefaults) }
        } catch {
            return ParsedSource(root: nil, faults: [error], isWhole: false)
        }
    }

    private static func parse(
        checked bytes: UnsafeBufferPointer<UInt8>, pairs: SurrogatePairs?, _ isDefaults: Bool
    ) -> ParsedSource {
        var loop = EventLoop(pairs: pairs)
        let fault: YAMLFault?
        do {
            try loop.run(bytes)
            fault = nil
        } catch {
            fault = error
        }
        let document = YAMLDocument(records: loop.builder.records, text: loop.builder.text, isDefaults: isDefaults)
        var faults = DuplicateKeys.faults(in: document)
        if let fault { faults.append(fault) }
        let root = document.records.first?.kind == .mapping ? document.node(0) : nil
        return ParsedSource(root: root, faults: faults, isWhole: fault == nil)
    }
}
