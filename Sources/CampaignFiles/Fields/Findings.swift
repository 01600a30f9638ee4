import CampaignModel

/// Collects what is wrong with one file, or with one campaign and the defaults that it takes over.
final class Findings {
    /// Enough to see that a file is of another kind; a list without end helps nobody.
    static let most = 100

    let file: String
    /// What was found in `_defaults.yaml` while a campaign was read is the defaults' own fault and reported there;
    /// here it only holds the campaign back.
    let isDefaultsFile: Bool
    private(set) var diagnostics: [Diagnostic] = []
    private(set) var hasError = false
    /// Errors so far, those of inherited values and those beyond `most` too.
    private(set) var errorCount = 0
    /// The first fault of a value that was taken over from the defaults.
    private(set) var inheritedFault: Diagnostic?

    init(file: String, isDefaultsFile: Bool = false) {
        self.file = file
        self.isDefaultsFile = isDefaultsFile
    }

    var isFull: Bool { diagnostics.count >= Findings.most }

    func error(
        _ code: Diagnostic.Code, _ message: @autoclosure () -> String, at node: YAMLNode,
        hint: @autoclosure () -> String
    ) {
        report(.error, code, message(), at: node, hint: hint())
    }

    func warn(
        _ code: Diagnostic.Code, _ message: @autoclosure () -> String, at node: YAMLNode,
        hint: @autoclosure () -> String
    ) {
        report(.warning, code, message(), at: node, hint: hint())
    }

    func report(
        _ severity: Diagnostic.Severity, _ code: Diagnostic.Code, _ message: @autoclosure () -> String,
        at node: YAMLNode, hint: @autoclosure () -> String
    ) {
        if node.isDefault != isDefaultsFile {
            guard severity == .error else { return }
            count(severity)
            if inheritedFault == nil {
                inheritedFault = Diagnostic(severity: severity, code: code, message: message(), hint: hint())
            }
            return
        }
        // Making a message that nobody will see takes time, and a file may have a fault in each of its bytes.
        guard !isFull else { return count(severity) }
        add(
            Diagnostic(
                severity: severity, code: code, message: message(), file: file, line: Int(node.line),
                column: Int(node.column), hint: hint()))
    }

    func add(_ diagnostic: Diagnostic) {
        count(diagnostic.severity)
        guard !isFull else { return }
        diagnostics.append(diagnostic)
    }

    private func count(_ severity: Diagnostic.Severity) {
        guard severity == .error else { return }
        hasError = true
        errorCount += 1
    }

    func add(_ fault: YAMLFault) {
        add(
            Diagnostic(
                severity: .error, code: fault.code, message: fault.message, file: file, line: fault.line,
                column: fault.column, hint: fault.hint))
    }

    /// Without a diagnostic: what is at fault stands in another file and is reported there.
    func holdBack() { hasError = true }
}
