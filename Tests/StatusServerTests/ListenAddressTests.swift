import Testing

@testable import StatusServer

/// Addresses as they are typed, sockets as they are handed over, dates as they are sent.
@Suite struct ListenAddressTests {
    @Test(arguments: [
        ("127.0.0.1:8080", ListenAddress.tcp(host: "127.0.0.1", port: 8080)), ("[::1]:0", .tcp(host: "::1", port: 0)),
        ("localhost:65535", .tcp(host: "localhost", port: 65_535)), ("unix:/run/x.sock", .unix(path: "/run/x.sock")),
        ("unix:x", .unix(path: "x")),
    ])
    func `an address is understood`(text: String, address: ListenAddress) {
        #expect(ListenAddress(text) == address)
    }

    @Test(arguments: [
        "", "8080", ":8080", "host", "host:", "host:65536", "host:-1", "host:+1", "::1:80", "host:８", "unix:",
    ])
    func `what is no address is refused`(text: String) {
        #expect(ListenAddress(text) == nil)
    }

    @Test func `a socket is taken only where it is meant for this process, and listens`() {
        func found(_ environment: [String: String]) -> Int32? {
            HandedOverSocket.descriptor(environment: { environment[$0] }, process: 17)
        }
        #expect(found([:]) == nil)
        #expect(found(["LISTEN_PID": "18", "LISTEN_FDS": "1"]) == nil)
        #expect(found(["LISTEN_PID": "17"]) == nil)
        #expect(found(["LISTEN_PID": "17", "LISTEN_FDS": "0"]) == nil)
    }

    @Test(arguments: [
        (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
        (1_709_164_800, "Thu, 29 Feb 2024 00:00:00 GMT"),
    ])
    func `dates are HTTP's`(seconds: Int, text: String) {
        #expect(HTTPDate.text(seconds) == text)
    }
}
