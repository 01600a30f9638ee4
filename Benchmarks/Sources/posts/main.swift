// The bare client: so many posts of 300 bytes over 64 connections with async-http-client, and nothing else.
//
//   posts URL COUNT

import AsyncHTTPClient
import NIOCore
import Synchronization

let connections = 64
let words = CommandLine.arguments
guard words.count == 3, let count = Int(words[2]) else { fatalError("usage: posts URL COUNT") }
let url = words[1]

var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
configuration.httpVersion = .http1Only
configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connections
let client = HTTPClient(eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: configuration)
let next = Atomic(0)
let body = ByteBuffer(repeating: UInt8(ascii: "x"), count: 300)
let failures = Atomic(0)

await withTaskGroup { group in
    for _ in 0..<connections {
        group.addTask {
            while next.wrappingAdd(1, ordering: .relaxed).newValue <= count {
                var request = HTTPClientRequest(url: url)
                request.method = .POST
                request.headers.add(name: "Content-Type", value: "application/json")
                request.body = .bytes(body)
                do {
                    let response = try await client.execute(request, timeout: .seconds(30))
                    _ = try await response.body.collect(upTo: 65_536)
                    if response.status != .ok { failures.wrappingAdd(1, ordering: .relaxed) }
                } catch {
                    failures.wrappingAdd(1, ordering: .relaxed)
                }
            }
        }
    }
}
try await client.shutdown()
if failures.load(ordering: .relaxed) > 0 { fatalError("\(failures.load(ordering: .relaxed)) posts failed") }
