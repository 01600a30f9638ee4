import Glibc
import ScheduleEngine
import TestSupport
import Testing
import ZoneDatabase

struct SystemZoneDatabaseTests {
    /// A directory of its own that is gone after the test.
    private final class Folder {
        let path: String

        init() throws {
            var template = Array("/tmp/zones-XXXXXX".utf8CString)
            let made = try #require(mkdtemp(&template))
            path = String(cString: made)
        }

        deinit {
            for name in ["Zone", "Text", "Folder/Zone"] { unlink("\(path)/\(name)") }
            rmdir("\(path)/Folder")
            rmdir(path)
        }

        func write(_ bytes: [UInt8], to name: String) throws {
            let file = try #require(fopen("\(path)/\(name)", "w"))
            #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count)
            fclose(file)
        }
    }

    @Test(arguments: [
        "", "/etc/passwd", "../zoneinfo/UTC", "Europe/../UTC", "Europe", "Europe/", "/UTC", "Europe//London",
        "Europe\\London", "UTC\0", "Europe/London ", "europe/london", "Nowhere/City", "posixrules", "localtime",
        "tzdata.zi", "zone.tab", "iso3166.tab", "posix/UTC", "right/UTC", "posix", ".", "..", "~", "Zürich",
    ])
    func `a name that no zone has is unknown`(identifier: String) {
        #expect(throws: ZoneError.unknown(identifier: identifier)) { try systemZones.rules(for: identifier) }
    }

    @Test
    func `every zone of the system can be read`() throws {
        let identifiers = systemZones.identifiers()
        #expect(identifiers == identifiers.sorted())
        for identifier in ["UTC", "America/Argentina/Buenos_Aires", "Etc/GMT+12", "Europe/London", "EST5EDT"] {
            #expect(identifiers.contains(identifier))
        }
        #expect(!identifiers.contains { $0.hasPrefix("posix") || $0.hasPrefix("right") || $0.contains(".") })
        for identifier in identifiers {
            #expect(try systemZones.rules(for: identifier).identifier == identifier)
            #expect(systemZones.stamp(of: identifier) != nil)
        }
    }

    @Test
    func `UTC is known where there is no database at all`() throws {
        let nowhere = SystemZoneDatabase(directory: "/nonexistent")
        #expect(try nowhere.rules(for: "UTC").offset(at: Instant(seconds: 0)) == 0)
        #expect(throws: ZoneError.unknown(identifier: "Europe/London")) { try nowhere.rules(for: "Europe/London") }
        #expect(nowhere.identifiers() == [])
        #expect(nowhere.stamp(of: "UTC") == nil)
    }

    @Test
    func `a zone that was read stays, and its stamp tells that the file has changed`() throws {
        let folder = try Folder()
        let zones = SystemZoneDatabase(directory: folder.path)
        try folder.write(TZifSample(footer: "AAA-1").bytes, to: "Zone")
        #expect(try zones.rules(for: "Zone").offset(at: Instant(seconds: 0)) == 3_600)
        let stamp = try #require(zones.stamp(of: "Zone"))
        #expect(zones.stamp(of: "Zone") == stamp)
        try folder.write(TZifSample(footer: "AAA-12").bytes, to: "Zone")
        #expect(zones.stamp(of: "Zone") != stamp)
        #expect(try zones.rules(for: "Zone").offset(at: Instant(seconds: 0)) == 3_600)
        let later = SystemZoneDatabase(directory: folder.path)
        #expect(try later.rules(for: "Zone").offset(at: Instant(seconds: 0)) == 43_200)
    }

    @Test
    func `a damaged zone file is malformed, and any other file is no zone`() throws {
        let folder = try Folder()
        let zones = SystemZoneDatabase(directory: folder.path)
        try folder.write(Array("TZif2".utf8), to: "Zone")
        try folder.write(Array("hello".utf8), to: "Text")
        #expect(throws: ZoneError.unknown(identifier: "Text")) { try zones.rules(for: "Text") }
        #expect(throws: ZoneError.malformed(identifier: "Zone", reason: "its header is cut off")) {
            try zones.rules(for: "Zone")
        }
        #expect(zones.identifiers() == ["Zone"])
    }
}
