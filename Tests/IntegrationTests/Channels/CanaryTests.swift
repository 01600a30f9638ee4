import Foundation
import TestSupport
import Testing

/// Secrets that nobody gets to see but the server they are for.
@Suite struct CanaryTests {
    private static let ten = "2026-12-25T10:00:00Z"
    private static let canaries = ["424242:canary-of-the-bot", "canary-of-the-hook", "canary-in-a-file"]

    @Test func `a secret is in no byte of what is printed, stored or shown of the process`() throws {
        let token = Self.canaries[0]
        // Whatever the other side repeats of it.
        let side = try OtherSide { request in
            switch request.number % 5 {
            case 0: .after(milliseconds: 200, .botAccepts)
            case 1: .botRefuses(400, "Bad Request: bot\(token) chat not found")
            case 2: .status(500, headers: ["X-Echo": token], body: token)
            case 3: .status(200, body: token)
            default: .reset
            }
        }
        let site = try Site.sending(
            [
                "a.yaml": Samples.once("a", at: Self.ten),
                "b.yaml": Samples.once("b", at: Self.ten).replacing(
                    "messageConfig: {", with: "messageConfig: { channel: signed,"),
                "c.yaml": Samples.once("c", at: Self.ten).replacing(
                    "messageConfig: {", with: "messageConfig: { channel: filed,"),
                "d.yaml": Samples.once("d", at: Self.ten).replacing(
                    "messageConfig: {", with: "messageConfig: { channel: nowhere,"),
            ],
            channels: [
                "hook": "{ type: telegram, token: { env: TOKEN }, baseURL: \"\(side.url)\", timeout: 1s }\n",
                "signed": "{ type: webhook, url: \"\(side.url)\", signingSecret: { env: HOOK }, timeout: 1s }\n",
                "filed": "{ type: webhook, url: \"\(side.url)\", signingSecret: { file: /nowhere } }\n",
                "nowhere": "{ type: telegram, token: { env: TOKEN }, baseURL: \"http://127.0.0.1:1\" }\n",
            ], contacts: 12)
        let secret = "\(site.folder)/secret"
        try Data("\(Self.canaries[2])\n".utf8).write(to: URL(filePath: secret))
        try site.write(
            "channels/filed.yaml", "{ type: webhook, url: \"\(side.url)\", signingSecret: { file: \"\(secret)\" } }\n")
        let environment = ["TOKEN": token, "HOOK": Self.canaries[1]]
        var said: [String] = []

        func note(_ result: ChildProcess.Result) { said += [result.output, result.error] }
        for arguments in [
            ["validate"], ["run", "--dry-run"], ["run", "--dry-run", "--format", "json"], ["render", "a"],
        ] {
            note(try site.start(arguments + ["--now", Self.ten], environment: environment).finish())
        }
        for moment in [Self.ten, "2026-12-25T11:00:00Z", "2026-12-25T13:00:00Z"] {
            let child = try site.start(["run", "--now", moment, "--format", "json"], environment: environment)
            while side.requests.isEmpty, !child.hasEnded(within: 500) {}
            said.append(
                String(
                    decoding: FileManager.default.contents(atPath: "/proc/\(child.id)/cmdline") ?? Data(), as: UTF8.self
                ))
            scan(site, besides: secret)
            note(child.finish())
        }
        for arguments in [["list"], ["upcoming"]]
            + ["a", "b", "c", "d"].flatMap({ [["history", $0], ["show", $0]] })
        {
            for format in ["text", "json"] {
                note(try site.start(arguments + ["--format", format], environment: environment).finish())
            }
        }
        scan(site, besides: secret)
        for text in said { for canary in Self.canaries { #expect(!text.contains(canary)) } }
        #expect(said.contains { $0.contains("\"sent\"") })
        #expect(side.requests.contains { $0.path.contains(token) }, "the one that it is for has it")
        #expect(side.requests.contains { $0.headers["x-campanile-signature"] != nil })
        #expect(said.contains { $0.contains("run\0--now") }, "the process was looked at")
    }

    /// Every file of the site, the state and its log among them.
    private func scan(_ site: Site, besides secret: String) {
        for case let name as String in FileManager.default.enumerator(atPath: site.folder) ?? .init() {
            let path = "\(site.folder)/\(name)"
            guard path != secret, let bytes = FileManager.default.contents(atPath: path) else { continue }
            for canary in Self.canaries {
                #expect(bytes.firstRange(of: Data(canary.utf8)) == nil, "\(name) holds a secret")
            }
        }
    }
}
