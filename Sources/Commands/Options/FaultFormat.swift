import ArgumentParser

/// `validate --format`: what reads lists of faults.
enum FaultFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
    /// Annotations of GitHub Actions.
    case github
    /// Static Analysis Results Interchange Format 2.1.0, which code scanning services read.
    case sarif
}
