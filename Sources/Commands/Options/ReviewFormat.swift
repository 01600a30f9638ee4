import ArgumentParser

/// `--format` of what a reviewer asks: what would this do?
enum ReviewFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
    /// Annotations of GitHub Actions.
    case github
    /// A comment on a pull request.
    case markdown

    init(_ format: OutputFormat) {
        switch format {
        case .text: self = .text
        case .json: self = .json
        }
    }

    /// Made for a change that is still to be agreed to: of what has happened there is nothing to review.
    var isForReviewAlone: Bool { OutputFormat(rawValue: rawValue) == nil }
}

/// `--format` where a change is reviewed.
struct ReviewFormatOption: ParsableArguments {
    @Option(
        name: .long,
        help: "How to print: text, json for programs, github for annotations, or markdown for a comment.")
    var format = ReviewFormat.text
}
