import Foundation
import TestSupport
import Testing

@Suite struct CompletionTests {
    @Test(arguments: [("bash", "complete "), ("zsh", "#compdef campanile"), ("fish", "complete -c")])
    func `each shell gets a script of its own`(shell: String, mark: String) throws {
        let result = try Site().shell("campanile completions \(shell)")
        #expect(result.code == 0, "\(result.error)")
        #expect(result.output.contains(mark))
        #expect(result.output.contains("upcoming"))
    }

    @Test func `another shell is wrong usage, and the ones there are are named`() throws {
        let result = try Site().shell("campanile completions tcsh")
        #expect(result.code == 64)
        #expect(result.error.contains("bash") && result.error.contains("fish"), "\(result.error)")
    }

    /// What bash offers for the last of these words.
    private func offered(_ site: Site, _ words: String...) throws -> [String] {
        let list = (["campanile"] + words).map { "'\($0)'" }.joined(separator: " ")
        let result = try site.shell(
            """
            campanile completions bash > script.bash
            cat > ask.bash <<'EOF'
            . ./script.bash
            COMP_WORDS=(\(list)); COMP_CWORD=\(words.count); COMP_LINE="${COMP_WORDS[*]}"; COMP_POINT=${#COMP_LINE}
            COMP_TYPE=9; _campanile campanile "${COMP_WORDS[-1]}" "${COMP_WORDS[-2]}"
            printf '%s\\n' "${COMPREPLY[@]}"
            EOF
            /bin/bash ask.bash
            """)
        #expect(result.code == 0, "\(result.error)")
        return result.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    }

    @Test func `bash completes commands, options and the ids of the tree`() throws {
        let site = try Site.greeting([
            "weekly.yaml": Samples.once("weekly", at: "2026-06-01T10:00:00Z"),
            "welcome.yaml": Samples.once("welcome", at: "2026-06-02T10:00:00Z"), "broken.yaml": "campaignId: [",
        ])
        #expect(try offered(site, "upco") == ["upcoming"])
        #expect(try offered(site, "list", "--stat").contains("--status"))
        #expect(try offered(site, "show", "we") == ["weekly", "welcome"])
        #expect(try offered(site, "show", "wel") == ["welcome"])
        #expect(try offered(site, "show", "--config", "nowhere", "we") == [])
    }
}
