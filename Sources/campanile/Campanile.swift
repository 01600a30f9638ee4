import Commands

@main
enum Campanile {
    nonisolated static func main() async {
        if CommandLine.arguments.dropFirst() == ["--version"] { return print(Version.text) }
        await CampanileCommand.main()
    }
}
