import Foundation
import Glibc
import TestSupport
import Testing

/// Where the endpoint listens, and how it ends.
@Suite struct EndpointAddressTests {
    private static let now = EndpointTests.now

    @Test(arguments: [SIGTERM, SIGINT])
    func `it ends with 0 when it is told to`(signal: Int32) throws {
        let endpoint = try Endpoint(EndpointTests.site(), now: Self.now)
        // Somebody who says nothing keeps nobody from going.
        let silent = try endpoint.connect()
        silent.send("GET /healthz HTTP/1.1\r\n")
        #expect(try endpoint.ask("/healthz").status == 200)
        endpoint.process.send(signal)
        #expect(endpoint.process.finish().code == 0)
        #expect(silent.rest() == [])
    }

    @Test func `an occupied port is said in a sentence, and exits 74`() throws {
        let site = try EndpointTests.site()
        let endpoint = try Endpoint(site, listen: "127.0.0.1:0", now: Self.now)
        #expect(try endpoint.ask("/healthz").status == 200)
        guard case .port(let port) = endpoint.place else { return }
        let second = try site.run("serve", "--listen", "127.0.0.1:\(port)")
        #expect(second.code == 74)
        #expect(second.error.contains("somebody listens on 127.0.0.1:\(port) already"), "\(second.error)")
        let elsewhere = try site.run("serve", "--listen", "192.0.2.1:80")
        #expect(elsewhere.code == 74 && elsewhere.error.contains("can't listen on 192.0.2.1:80"), "\(elsewhere.error)")
        #expect(try site.run("serve", "--listen", "8080").code == 64)
    }

    @Test func `a socket file is for its owner and group, and goes with the server`() throws {
        let site = try EndpointTests.site()
        let path = site.folder + "/s"
        let endpoint = try Endpoint(site, listen: "unix:\(path)", now: Self.now)
        #expect(try endpoint.ask("/healthz").status == 200)
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o660)
        let second = try site.run("serve", "--listen", "unix:\(path)")
        #expect(second.code == 74 && second.error.contains("somebody listens on unix:\(path) already"))
        #expect(try endpoint.ask("/healthz").status == 200)
        #expect(endpoint.stop().code == 0)
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `a socket file that nobody listens on makes way, and nothing else does`() throws {
        let site = try EndpointTests.site()
        let path = site.folder + "/s"
        let killed = try Endpoint(site, listen: "unix:\(path)", now: Self.now)
        killed.process.send(SIGKILL)
        _ = killed.process.finish()
        #expect(FileManager.default.fileExists(atPath: path))
        let next = try Endpoint(site, listen: "unix:\(path)", now: Self.now)
        #expect(try next.ask("/healthz").status == 200)
        let file = site.folder + "/precious"
        try Data("precious".utf8).write(to: URL(fileURLWithPath: file))
        let refused = try site.run("serve", "--listen", "unix:\(file)")
        #expect(refused.code == 74 && refused.error.contains("is no socket"))
        #expect(FileManager.default.contents(atPath: file) == Data("precious".utf8))
        let long = try site.run("serve", "--listen", "unix:\(site.folder)/\(String(repeating: "x", count: 120))")
        #expect(long.code == 74 && long.error.contains("107 bytes"))
    }

    @Test func `a socket that systemd hands over is served`() throws {
        let site = try EndpointTests.site()
        let path = site.folder + "/handed.sock"
        // As systemd does it: listens, puts the socket at descriptor 3, says whom it is for.
        let launcher = """
            import os, socket, sys
            os.dup2(3, 10)
            listener = socket.socket(socket.AF_UNIX)
            listener.bind(sys.argv[1])
            listener.listen(5)
            os.dup2(listener.fileno(), 3)
            os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="1")
            os.execv(sys.argv[2], sys.argv[2:])
            """
        let process = try ChildProcess(
            "/usr/bin/python3",
            [
                "-c", launcher, path, Binary.path, "serve", "--now", Self.now, "--config", site.tree, "--state",
                site.state,
            ],
            environment: ["PATH": "/usr/bin:/bin"])
        let endpoint = try Endpoint(process, of: site, on: "unix:\(path)")
        #expect(try endpoint.ask("/healthz").status == 200)
        #expect(endpoint.stop().code == 0)
        // It is systemd's, and stays.
        #expect(FileManager.default.fileExists(atPath: path))
    }
}
