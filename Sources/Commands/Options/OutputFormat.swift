import ArgumentParser

/// `--format`, as most commands have it.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
}

/// `--format` where there is nothing else to choose.
struct FormatOption: ParsableArguments {
    @Option(name: .long, help: "How to print: text, or json for programs.")
    var format = OutputFormat.text
}
