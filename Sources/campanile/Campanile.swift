import Commands

@main
enum Campanile {
    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments == ["--version"] { return print(Version.text) }
        await CampanileCommand.launch(arguments)
    }
}
