import CampaignModel
import Testing

struct RecipientSetTests {
    @Test
    func `an id is new once, and two spellings of one letter are two ids`() {
        var seen = RecipientSet()
        #expect(seen.insert("u1") && seen.insert("\u{E9}") && seen.insert("e\u{301}") && seen.insert(""))
        #expect(!seen.insert("u1") && !seen.insert("e\u{301}") && !seen.insert(""))
    }
}
