import Foundation
import TestSupport
import Testing

/// Encryption and logins.
@Suite(.enabled(if: MailServer.isInstalled, "apt-get install python3-aiosmtpd"))
struct EmailSecurityTests {
    private static let now = "2026-12-25T10:00:00Z"
    private static let password = "s3cret-Päss wörd"
    private static let people = (1...20).map { "u\($0)@example.com" }

    /// A certificate for the loopback that nobody has signed, and its key.
    private struct Certificate {
        let folder: TemporaryFolder
        var path: String { folder.file("certificate.pem") }
        var key: String { folder.file("key.pem") }

        init() throws {
            folder = try TemporaryFolder()
            let arguments =
                "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost "
                + "-addext subjectAltName=IP:127.0.0.1 -keyout \(folder.file("key.pem")) -out \(folder.file("certificate.pem"))"
            let result = try ChildProcess(
                "/usr/bin/env", ["openssl"] + arguments.split(separator: " ").map(String.init),
                environment: ["PATH": "/usr/bin:/bin"]
            ).finish()
            try #require(result.code == 0, "\(result.error)")
        }
    }

    @Test(arguments: [("smtps", "smtps"), ("starttls", "smtp")])
    func `mail is encrypted where the server offers it, and the certificate must be trusted`(
        tls: String, scheme: String
    ) throws {
        let certificate = try Certificate()
        let server = try MailServer(["tls": tls, "certificate": certificate.path, "key": certificate.key])
        let site = try Site.mailing(to: Self.people, server: server, scheme: scheme, channel: ", requireTLS: true")
        let distrusted = try site.run("run", "--now", Self.now)
        #expect(distrusted.code == 1)
        #expect(distrusted.output.contains("c: "), "\(distrusted.output)")
        #expect(try site.counts() == ["audience": 20, "pending": 20])
        #expect(try server.events("sender").isEmpty)

        let result = try site.run("run", "--now", Self.now, environment: ["SSL_CERT_FILE": certificate.path])
        #expect(result.code == 0, "\(result.output)")
        #expect(try site.counts() == ["audience": 20, "sent": 20])
        #expect(try server.events("sender").allSatisfy { $0["encrypted"] == true })
        #expect(try server.events("connect").count <= 16)
    }

    @Test func `encryption that is insisted on and not offered stops the slice`() throws {
        let server = try MailServer()
        let site = try Site.mailing(to: Self.people, server: server, channel: ", requireTLS: true")
        #expect(try site.run("run", "--now", Self.now).code == 1)
        #expect(try site.counts() == ["audience": 20, "pending": 20])
        #expect(try server.events("sender").isEmpty)
    }

    @Test(arguments: ["{ env: MAIL_PASSWORD }", "{ credential: mail }"])
    func `a login is good with the password that stands outside of the tree`(reference: String) throws {
        let server = try MailServer(["login": ["us", Self.password]])
        let site = try Site.mailing(to: Self.people, server: server, channel: ", username: us, password: \(reference)")
        let secrets = try TemporaryFolder()
        try secrets.write(Self.password + "\n", to: "mail")
        let environment = ["MAIL_PASSWORD": Self.password, "CREDENTIALS_DIRECTORY": secrets.path]
        let result = try site.run("run", "--now", Self.now, environment: environment)
        #expect(result.code == 0, "\(result.output)")
        #expect(try site.counts() == ["audience": 20, "sent": 20])
        #expect(try server.events("login").count == server.events("connect").count, "once each connection")
        try expectSecrecy(site, result)
    }

    @Test func `a login that is refused stops the slice, nobody has failed, and the next pass tries again`() throws {
        let server = try MailServer(["login": ["us", "another"]])
        let site = try Site.mailing(
            to: Self.people, server: server, channel: ", username: us, password: { env: MAIL_PASSWORD }")
        let result = try site.run("run", "--now", Self.now, environment: ["MAIL_PASSWORD": Self.password])
        #expect(result.code == 1)
        #expect(result.output.contains("the server refuses the login: 535"), "\(result.output)")
        #expect(try site.counts() == ["audience": 20, "pending": 20])
        try expectSecrecy(site, result)
        #expect(try site.run("run", "--now", Self.now, environment: ["MAIL_PASSWORD": "another"]).code == 0)
        #expect(try site.counts() == ["audience": 20, "sent": 20])
    }

    @Test func `a password that can't be read stops the slice, and the sentence says where it was looked for`() throws {
        let site = try Site.mailing(
            to: Self.people, server: MailServer(), channel: ", username: us, password: { env: MAIL_PASSWORD }")
        let result = try site.run("run", "--now", Self.now)
        #expect(result.code == 1)
        #expect(result.output.contains("MAIL_PASSWORD"), "\(result.output)")
    }

    /// The password is nowhere that somebody could read it.
    private func expectSecrecy(_ site: Site, _ result: ChildProcess.Result) throws {
        var seen = Data((result.output + result.error).utf8)
        for case let name as String in FileManager.default.enumerator(atPath: site.stateFolder) ?? .init() {
            seen += FileManager.default.contents(atPath: "\(site.stateFolder)/\(name)") ?? Data()
        }
        let plain = Data("\0us\0\(Self.password)".utf8).base64EncodedString()
        for secret in [Self.password, plain, Data(Self.password.utf8).base64EncodedString()] {
            #expect(seen.range(of: Data(secret.utf8)) == nil)
        }
    }
}
