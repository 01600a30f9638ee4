import Audience
import CampaignModel
import Foundation
import Glibc
import TestSupport
import Testing

struct CommandTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func contacts(
        _ script: String, arguments: [String] = [], isStopped: @escaping @Sendable () -> Bool = { false },
        _ body: (Contact) throws -> Void = { _ in }
    ) throws -> [Contact] {
        try folder.write("#!/bin/sh\n\(script)\n", to: "audience.sh")
        chmod(folder.file("audience.sh"), 0o755)
        let source = ContactSource(type: .command, argv: ["./audience.sh"] + arguments, id: "userId")
        var found: [Contact] = []
        try ContactReader(root: folder.path, now: at("2026-06-01T10:00:00Z"), isStopped: isStopped)
            .forEach(in: source) {
                found.append($0)
                try body($0)
            }
        return found
    }

    /// The sentence of the error.
    private func fault(_ script: String) throws -> String {
        try #require(throws: AudienceError.self) { _ = try contacts(script) }.description
    }

    private func hasEnded(_ process: pid_t) -> Bool {
        for _ in 0..<500 {
            if kill(process, 0) != 0 { return true }
            // A killed child of ours is gone when somebody waits for it; one of init's, when init does.
            let state = FileManager.default.contents(atPath: "/proc/\(process)/stat").map {
                String(decoding: $0, as: UTF8.self)
            }
            if state?.contains(") Z ") == true { return true }
            usleep(10_000)
        }
        return false
    }

    @Test
    func `each line that it prints is a contact, in its order`() throws {
        #expect(
            try contacts(#"echo '{"userId":"u1","name":"Ann"}'; echo; echo '{"userId":2}'"#) == [
                Contact(id: "u1", fields: ["userId": .string("u1"), "name": .string("Ann")]),
                Contact(id: "2", fields: ["userId": .integer(2)]),
            ])
        #expect(try contacts("exit 0") == [])
    }

    @Test
    func `it works in the tree's root, with its arguments as they are and nothing to read`() throws {
        try folder.write("{\"userId\":\"here\"}\n", to: "people.jsonl")
        #expect(
            try contacts("cat people.jsonl; cat; echo \"{\\\"userId\\\":\\\"$1\\\"}\"", arguments: ["two words"]).map(
                \.id)
                == ["here", "two words"])
    }

    @Test
    func `a name without a slash is looked for along PATH`() throws {
        let source = ContactSource(type: .command, argv: ["printf", #"{"userId":"u1"}"#], id: "userId")
        var ids: [String] = []
        try ContactReader(root: folder.path, now: at("2026-06-01T10:00:00Z")).forEach(in: source) { ids.append($0.id) }
        #expect(ids == ["u1"])
    }

    @Test
    func `as much as it prints and says, nothing blocks`() throws {
        let found = try contacts(
            #"seq 1 50000 | sed 's/.*/{"userId":&}/'; seq 1 50000 >&2"#)
        #expect(found.count == 50_000 && found.last?.id == "50000")
    }

    @Test
    func `a program that fails is told with what it said`() throws {
        #expect(
            try fault(#"echo '{"userId":1}'; echo one >&2; printf 'no \033[1mlogin\n' >&2; exit 3"#)
                == "./audience.sh ended with exit status 3; it said: one / no [1mlogin")
        #expect(try fault("kill -9 $$") == "./audience.sh was ended by signal 9")
        #expect(try fault("exec 1>&-; sleep 0.1; exit 4") == "./audience.sh ended with exit status 4")
    }

    @Test
    func `what it said is no more than its last lines`() throws {
        let said = try fault("seq 1 100000 >&2; exit 1")
        #expect(said.hasSuffix("it said: 99996 / 99997 / 99998 / 99999 / 100000"))
        #expect(try fault("head -c 100000 /dev/zero | tr '\\\\0' x >&2; exit 1").count < 600)
    }

    @Test
    func `a line at fault is told by its number, and ends the program`() throws {
        #expect(
            try fault(#"echo '{"userId":1}'; echo oh >&2; sleep 0.1; echo '{"userId":'; sleep 60"#)
                == "line 2 of what ./audience.sh printed: column 11: the JSON ends too early; it said: oh")
        #expect(
            try fault(#"echo '{"name":"Ann"}'"#)
                == "line 1 of what ./audience.sh printed: the recipient's id ('userId') is missing")
    }

    @Test
    func `who dies in the middle of a line is told by how he ended`() throws {
        #expect(
            try fault(#"echo '{"userId":1}'; printf '{"us'; echo 'no disk' >&2; exit 1"#)
                == "./audience.sh ended with exit status 1; it said: no disk")
    }

    @Test
    func `a program that can't be started says why`() throws {
        let source = ContactSource(type: .command, argv: ["./lost.sh"], id: "userId")
        let error = try #require(throws: AudienceError.self) {
            try ContactReader(root: folder.path, now: at("2026-06-01T10:00:00Z")).forEach(in: source) { _ in }
        }
        #expect(error.description == "./lost.sh can't be started: No such file or directory")
    }

    @Test
    func `however a reading ends, the program and its children end with it`() throws {
        struct Enough: Error {}
        let script = #"sleep 600 & echo "{\"userId\":$$,\"child\":$!}"; wait"#
        var processes: [pid_t] = []
        #expect(throws: Enough.self) {
            _ = try contacts(script, isStopped: { false }) { contact in
                for name in ["userId", "child"] {
                    if case .integer(let number) = contact.fields[name] { processes.append(pid_t(number)) }
                }
                throw Enough()
            }
        }
        #expect(processes.count == 2)
        for process in processes { #expect(hasEnded(process), "\(process)") }
    }

    @Test
    func `a program that prints nothing ends when the process is asked to end`() throws {
        let pid = folder.file("pid")
        #expect(throws: AudienceError.interrupted) {
            _ = try contacts("echo $$ > pid; sleep 600", isStopped: { FileManager.default.fileExists(atPath: pid) })
        }
        let text = try folder.text(of: "pid").trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(hasEnded(try #require(pid_t(text))))
    }

    @Test
    func `what leaves its output open behind it is no whole`() throws {
        #expect(
            try fault(#"echo '{"userId":1}'; sleep 600 &"#)
                == "./audience.sh ended, but something that it started keeps its output open")
    }
}
