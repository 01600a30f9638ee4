import Foundation
import TestSupport
import Testing

/// Answers against the description that the endpoint gives of itself, by a validator that isn't ours.
@Suite struct DescribedAnswerTests {
    private static let root = "/api/v1/scheduled-campaigns"
    private static let isInstalled = FileManager.default.fileExists(
        atPath: "/usr/lib/python3/dist-packages/jsonschema")
    private static let script = (#filePath as NSString).deletingLastPathComponent + "/answers.py"

    private struct Question {
        var path: String
        var target: String
        var status = 200
    }

    private static let questions: [Question] = [
        Question(path: root, target: root), Question(path: root, target: "\(root)?limit=x", status: 400),
        Question(path: "\(root)/{id}", target: "\(root)/nobody", status: 404),
        Question(path: "\(root)/{id}/history", target: "\(root)/nobody/history", status: 404),
        Question(path: "\(root)/statistics/{period}", target: "\(root)/statistics/1h"),
        Question(path: "\(root)/statistics/{period}", target: "\(root)/statistics/1y"),
        Question(path: "\(root)/statistics/{period}", target: "\(root)/statistics/2y", status: 400),
        Question(path: "/healthz", target: "/healthz"),
    ]

    @Test(.enabled(if: isInstalled, "apt-get install python3-jsonschema"))
    func `every answer is what the description says`() throws {
        // The sample tree after a while: every kind of campaign, runs of several kinds, skipped ranges.
        let site = try Site()
        let samples = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../campaigns.d").path
        try FileManager.default.removeItem(atPath: site.tree)
        try FileManager.default.copyItem(atPath: samples, toPath: site.tree)
        for now in ["2026-12-07T14:59:00Z", "2026-12-07T15:00:20Z", "2026-12-25T10:00:05Z"] {
            let pass = try site.run("--now", now)
            try #require(pass.code == 0 || pass.code == 1, "\(pass.error)")
        }
        try site.run("test", "camp456", "--max-recipients", "2", "--now", "2026-12-25T10:01:00Z")
        let endpoint = try Endpoint(site, now: "2026-12-25T10:02:00Z")
        let list = try endpoint.data(Self.root)
        let ids = try #require(list).items.compactMap { $0["campaignId"]?.text }
        try #require(ids.count > 5)
        let each = ids.flatMap { id in
            [
                Question(path: "\(Self.root)/{id}", target: "\(Self.root)/\(id)"),
                Question(path: "\(Self.root)/{id}/history", target: "\(Self.root)/\(id)/history"),
            ]
        }
        var lines: [String] = []
        for question in Self.questions + each {
            let answer = try endpoint.ask(question.target)
            #expect(answer.status == question.status, "\(question.target)")
            lines.append(
                #"{"path":"\#(question.path)","method":"get","status":\#(answer.status),"#
                    + #""answer":\#(answer.text)}"#)
        }
        let folder = try TemporaryFolder()
        let description = try folder.write(endpoint.ask("/openapi.json").text, to: "openapi.json")
        let answers = try folder.write(lines.joined(separator: "\n") + "\n", to: "answers")
        let judge = try ChildProcess(
            "/usr/bin/python3", [Self.script, description, answers], environment: ["PATH": "/usr/bin:/bin"]
        ).finish()
        #expect(judge.code == 0 && judge.output == "", "\(judge.output)\(judge.error)")
    }
}
