import Foundation
import ScheduleEngine
import TestSupport
import Testing

/// A second opinion: Debian's python3-croniter on random expressions from the part that both promise alike.
///
/// What is left out, because croniter 1.3.5 does otherwise (found by running it):
/// - Both days restricted where one is `*/2` and the like: there any field that isn't all of its values is restricted; here,
///   as in crontab(5), one that doesn't begin with `*`. So `1-31` is restricted here alone, and `*/2` there alone.
/// - `W` and `LW` are refused there; the last Friday is `L5` there and `5L` or `FRIL` here.
/// - `#` beside plain weekdays is refused there (`1#2,3`), and beside a day of month finds nothing.
/// - `a/n` among the days of the week runs to 7 there, so that `1/2` has Sunday in it; here to Saturday, as `*/2` does.
/// - A day that February lacks, beside smaller ones (`1,31`): there 1 March is passed over, since the way to the 31st is
///   counted from February.
/// - A step larger than its field is taken there (`*/90` is every hour) and refused here.
/// - `?` is refused by both; six fields are seconds there and refused here; `R` and `H` are random and hashed there.
///
/// Ranges that run backwards are refused by both.
struct CroniterComparisonTests {
    private static let python = "/usr/bin/python3"
    static let isInstalled = FileManager.default.fileExists(atPath: "/usr/lib/python3/dist-packages/croniter")

    private struct Question {
        var expression: String
        var after: Int64
    }

    @Test(.enabled(if: isInstalled, "apt-get install python3-croniter"))
    func `croniter finds the same instants for two thousand random expressions`() throws {
        let seed: UInt64 = 20_260_707
        var generator = SeededGenerator(seed: seed)
        let count = 20
        let questions = (0..<2_000).map { _ in
            Question(
                expression: RandomCron.expression(&generator),
                after: Int64(generator.number(946_684_800...3_786_912_000)))
        }
        let answers = try ask(questions, count)
        try #require(answers.count == questions.count)
        var compared = 0
        for (question, answer) in zip(questions, answers) {
            let ours = try instants(question, count)
            // It gives up where nothing comes in fifty years.
            let expected: [Int64] =
                answer.hasPrefix("refused") ? [] : answer.split(separator: " ").compactMap { Int64($0) }
            #expect(ours == expected, "seed \(seed): '\(question.expression)' after \(question.after): \(answer)")
            compared += expected.count
        }
        #expect(compared > 30_000, "seed \(seed)")
    }

    private func instants(_ question: Question, _ count: Int) throws -> [Int64] {
        let rule = try rule(.cron(CronExpression(question.expression)), in: "UTC")
        return try rule.compiled().occurrences(after: Instant(seconds: question.after), through: .latest)
            .prefix(count).map(\.seconds)
    }

    private func ask(_ questions: [Question], _ count: Int) throws -> [Substring] {
        let folder = try TemporaryFolder()
        let lines = questions.map { "\($0.after) \(count) \($0.expression)\n" }.joined()
        let file = try folder.write(lines, to: "questions")
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("croniter_instants.py").path
        let result = try ChildProcess(Self.python, [script, file], environment: [:]).finish()
        try #require(result.code == 0, "\(result.error)")
        return result.output.split(separator: "\n")
    }
}
