import CampaignModel
@testable import Delivery
import Foundation
import TestSupport
import Testing

/// Secrets come from where the tree says, and an error about one never holds it.
@Suite struct SecretSourceTests {
    private static let secret = "s3cr3t-canary"

    private func read(_ reference: SecretReference, _ variables: [String: String] = [:]) throws -> String {
        try SecretSource.variables(variables).read(reference, channel: "hook")
    }

    /// The sentence of the error, which must name the channel and hold no secret.
    private func sentence(_ reference: SecretReference, _ variables: [String: String] = [:]) -> String? {
        do {
            _ = try read(reference, variables)
            return nil
        } catch {
            #expect("\(error)".contains("'hook'") && !"\(error)".contains(Self.secret))
            return "\(error)"
        }
    }

    @Test func `a variable is taken as it is`() throws {
        #expect(try read(.env("HOOK"), ["HOOK": " \(Self.secret)\n"]) == " \(Self.secret)\n")
        #expect(sentence(.env("HOOK"), ["OTHER": Self.secret])?.contains("HOOK isn't set") == true)
    }

    @Test(arguments: ["", "\n", "\r\n", "\n\n"])
    func `a file is taken without the line's end`(end: String) throws {
        let folder = try TemporaryFolder()
        #expect(try read(.file(folder.write("\(Self.secret) x\(end)", to: "secret"))) == "\(Self.secret) x")
    }

    @Test func `a file that can't be a secret is refused`() throws {
        let folder = try TemporaryFolder()
        #expect(sentence(.file(try folder.write("", to: "empty")))?.contains("empty") == true)
        #expect(sentence(.file(try folder.write("\r\n", to: "blank")))?.contains("it is empty") == true)
        #expect(sentence(.file(folder.file("missing")))?.contains("No such file") == true)
        #expect(sentence(.file(folder.path))?.contains("Is a directory") == true)
        let long = String(repeating: Self.secret, count: 65_536 / Self.secret.count + 1)
        #expect(sentence(.file(try folder.write(long, to: "long")))?.contains("longer") == true)
        let bytes = Array(Self.secret.utf8) + [0xFF]
        #expect(sentence(.file(try folder.write(bytes, to: "binary")))?.contains("UTF-8") == true)
    }

    @Test func `the longest secret is still one`() throws {
        let folder = try TemporaryFolder()
        let longest = String(repeating: "x", count: 65_536)
        #expect(try read(.file(folder.write(longest, to: "long"))) == longest)
    }

    @Test func `a pipe that nobody writes to keeps nobody waiting`() throws {
        let folder = try TemporaryFolder()
        #expect(mkfifo(folder.file("pipe"), 0o600) == 0)
        #expect(sentence(.file(folder.file("pipe"))) != nil)
    }

    @Test func `a credential is a file in the folder that systemd hands over`() throws {
        let folder = try TemporaryFolder()
        try folder.write("\(Self.secret)\n", to: "token")
        let variables = ["CREDENTIALS_DIRECTORY": folder.path]
        #expect(try read(.credential("token"), variables) == Self.secret)
        #expect(sentence(.credential("other"), variables)?.contains("No such file") == true)
        #expect(sentence(.credential("token"))?.contains("LoadCredential=") == true)
    }

    @Test(arguments: ["../outside", "..", ".", "", "a/b", "/etc/hostname"])
    func `a credential's name leads nowhere else`(name: String) throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.file("inside"), withIntermediateDirectories: true)
        try folder.write(Self.secret, to: "outside")
        #expect(sentence(.credential(name), ["CREDENTIALS_DIRECTORY": folder.file("inside")]) != nil)
    }
}
