@testable import CampaignFiles
import Testing

@Suite struct NearestNameTests {
    @Test(
        arguments: [
            ("timeofday", "timeOfDay"), ("tiemOfDay", "timeOfDay"), ("timOfDays", "timeOfDay"), ("timezon", "timezone"),
            ("zzz", nil), ("", nil), (String(repeating: "a", count: 100), nil),
        ] as [(String, String?)])
    func `the name that was probably meant is found, and none where none is near`(_ name: String, _ meant: String?) {
        #expect(NearestName.of(name, among: ["timeOfDay", "timezone", "pattern"]) == meant)
    }
}
