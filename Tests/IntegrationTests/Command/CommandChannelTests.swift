import Foundation
import Glibc
import TestSupport
import Testing

/// The built command and programs that deliver.
@Suite struct CommandChannelTests {
    private static let now = "2026-12-25T10:00:00Z"

    /// Python, with the parts that its programs share.
    private static func python(_ body: String) -> String {
        """
        #!/usr/bin/env python3
        import json, os, queue, signal, subprocess, sys, threading, time
        log = open("got", "a", buffering=1)
        def take():
            line = sys.stdin.readline()
            if not line:
                return None
            log.write(line)
            return json.loads(line)
        def answer(message, status="sent", **more):
            print(json.dumps({"idempotencyKey": message["idempotencyKey"], "status": status, **more}), flush=True)

        """ + body
    }

    @Test func `a script works in the tree's root, and has time to finish once its input ends`() throws {
        let script = """
            #!/bin/bash
            pwd > where; echo "$#" > arguments
            while IFS= read -r line; do
                key=${line#*'"idempotencyKey":"'}
                echo "$line" >> got
                echo "{\\"idempotencyKey\\": \\"${key%%'"'*}\\", \\"status\\": \\"sent\\"}"
            done
            sleep 0.3
            echo finished > end
            """
        let site = try Site.handing(30, to: script)
        // With a relative path to the tree, too.
        let result = try site.shell("campanile run --now \(Self.now) --config ./campaigns.d --state state/campanile.db")
        #expect(result.code == 0, "\(result.output)\(result.error)")
        #expect(try site.counts() == ["audience": 30, "sent": 30])
        #expect(site.lines("where") == [URL(filePath: site.tree).resolvingSymlinksInPath().path])
        #expect(site.lines("arguments") == ["1"])
        #expect(site.lines("end") == ["finished"])
        let all = try site.lines("got").map { try JSON($0) }
        let first = try #require(all.first { $0["recipientId"] == "u1" })
        #expect(first["text"] == "Hello Name 1")
        #expect(first["recipient"] == .object(["id": "u1", "firstName": "Name 1"]))
        #expect(try site.keys("got").values.allSatisfy { $0.count == 1 && $0[0].utf8.count == 32 })
    }

    @Test func `answers may come in any order, between noise, twice, and beside more than a pipe holds`() throws {
        let program = Self.python(
            """
            sys.stderr.write("noise " * 50000 + "\\n")
            print("x" * 1200000, flush=True)
            def flush(held):
                for message in reversed(held):
                    print("not JSON\\n{}\\n[1]\\n{\\"idempotencyKey\\": \\"nobody\\", \\"status\\": \\"sent\\"}", flush=True)
                    user = int(message["recipientId"][1:])
                    if user % 10 == 1:
                        answer(message, "permanent", error="gone \\u2028 away")
                    elif user % 10 == 2:
                        print(json.dumps({"idempotencyKey": message["idempotencyKey"], "status": "transient",
                            "error": "busy \\u2028\\u0085 now"}, ensure_ascii=False), flush=True)
                    else:
                        answer(message)
                        answer(message, "permanent")
            inbox = queue.Queue()
            def read():
                while message := take():
                    inbox.put(message)
                inbox.put(None)
            threading.Thread(target=read).start()
            held = []
            while True:
                # The last of a slice may be fewer.
                try:
                    message = inbox.get(timeout=0.3)
                except queue.Empty:
                    message = False
                if message:
                    held.append(message)
                if not message or len(held) == 8:
                    flush(held)
                    held = []
                if message is None:
                    break
            """)
        let site = try Site.handing(40, to: program, channel: ", concurrency: 8, timeout: 10s")
        let result = try site.run("run", "--now", Self.now)
        #expect(result.code == 0, "\(result.output)\(result.error.suffix(300))")
        #expect(try site.counts() == ["audience": 40, "sent": 32, "failed": 4, "pending": 4])
    }

    @Test func `what a program that ends had in hand goes again with the same key, and nobody else is burned`() throws {
        let program = Self.python(
            """
            for number in range(10):
                message = take()
                if number < 7:
                    answer(message)
            sys.exit(3)
            """)
        let site = try Site.handing(60, to: program, channel: ", concurrency: 4")
        let result = try site.run("run", "--now", Self.now)
        #expect(result.code == 1)
        #expect(result.output.contains("c: the program of channel 'mine' ended"), "\(result.output)")
        #expect(try site.counts() == ["audience": 60, "pending": 53, "sent": 7])
        try site.write("deliver", Self.python("while message := take():\n    answer(message)\n"))
        #expect(try site.run("run", "--now", "2026-12-25T10:05:00Z").code == 0)
        #expect(try site.counts() == ["audience": 60, "sent": 60])
        let keys = try site.keys("got")
        #expect(keys.count == 60)
        #expect(keys.values.allSatisfy { Set($0).count == 1 })
        #expect(keys.values.reduce(0) { $0 + $1.count } == 63, "the three that had no answer came twice")
    }

    @Test func `a program that never answers is ended with all that it started`() throws {
        let program = Self.python(
            """
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            child = subprocess.Popen(["/bin/sh", "-c", "trap '' TERM; while :; do sleep 1; done"])
            open("pids", "w").write(f"{os.getpid()}\\n{child.pid}\\n")
            while take():
                pass
            while True:
                time.sleep(1)
            """)
        let site = try Site.handing(20, to: program, channel: ", concurrency: 4, timeout: 1s")
        let result = try site.run("run", "--now", Self.now)
        #expect(result.code == 1)
        #expect(result.output.contains("gave no answer"), "\(result.output)")
        #expect(try site.counts() == ["audience": 20, "pending": 20])
        let pids = site.lines("pids").compactMap { pid_t($0) }
        #expect(pids.count == 2)
        for pid in pids { #expect(Self.hasEnded(pid), "\(pid) lives") }
    }

    @Test func `what a program leaves behind when it ends well is ended, too`() throws {
        let program = Self.python(
            """
            child = subprocess.Popen(["/bin/sleep", "60"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
            open("pids", "w").write(f"{child.pid}\\n")
            while message := take():
                answer(message)
            """)
        let site = try Site.handing(3, to: program)
        #expect(try site.run("run", "--now", Self.now).code == 0)
        let pid = try #require(site.lines("pids").compactMap { pid_t($0) }.first)
        #expect(Self.hasEnded(pid))
    }

    /// A killed process whose parent is gone may stay a zombie for a moment.
    private static func hasEnded(_ pid: pid_t) -> Bool {
        for _ in 0..<100 {
            let text = (try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)) ?? ""
            guard let state = text.split(separator: ")").last?.split(separator: " ").first, state != "Z" else {
                return true
            }
            usleep(20_000)
        }
        return false
    }

    @Test(arguments: ["missing", "not executable", "no such interpreter"])
    func `a program that can't be started stops the slice, and nobody has failed`(how: String) throws {
        let site = try Site.handing(5, to: how == "no such interpreter" ? "#!/no/such/thing\n" : "#!/bin/sh\n")
        if how == "missing" { try site.remove("deliver") }
        if how == "not executable" { chmod(site.tree + "/deliver", 0o644) }
        let result = try site.run("run", "--now", Self.now)
        #expect(result.code == 1)
        #expect(result.output.contains("c: the program of channel 'mine' can't be started: "), "\(result.output)")
        #expect(try site.counts() == ["audience": 5, "pending": 5])
        let execution = try site.json("history", "c")["executions"]?[0]
        #expect(execution?["messagesSent"] == 0)
    }

    @Test func `a program that closes its input doesn't end us`() throws {
        let site = try Site.handing(
            500, to: "#!/bin/sh\nexec 0<&-\nexec sleep 20\n", channel: ", concurrency: 400, timeout: 1s")
        try site.write("templates/t.mustache", String(repeating: "Hello {{firstName}}. ", count: 100))
        let result = try site.run("run", "--now", Self.now)
        #expect(result.code == 1, "signal \(result.signal ?? 0)")
        #expect(try site.counts() == ["audience": 500, "pending": 500])
    }

    @Test func `a program that closes its output is waited for no longer`() throws {
        let site = try Site.handing(50, to: "#!/bin/sh\nexec 1>&-\nexec sleep 60\n", channel: ", concurrency: 4")
        var code: Int32?
        let time = try ContinuousClock().measure { code = try site.run("run", "--now", Self.now).code }
        #expect(code == 1)
        #expect(time < .seconds(25), "its time-out is 30 s")
        #expect(try site.counts() == ["audience": 50, "pending": 50])
    }

    @Test func `asked to end, the command waits for what is in flight and leaves the rest to the next pass`() throws {
        let program = Self.python(
            """
            while message := take():
                time.sleep(0.02)
                answer(message)
            open("end", "w").write("finished")
            """)
        let site = try Site.handing(500, to: program, channel: ", concurrency: 4")
        let child = try site.start(["run", "--now", Self.now])
        while site.lines("got").count < 10, !child.hasEnded(within: 5_000) {}
        child.send(SIGTERM)
        let result = child.finish()
        #expect(result.code == 0, "\(result.error)")
        let counts = try site.counts()
        #expect(counts["sent"] == site.lines("got").count)
        #expect((counts["sent"] ?? 0) + (counts["pending"] ?? 0) == 500)
        #expect(site.lines("end") == ["finished"])
    }
}
