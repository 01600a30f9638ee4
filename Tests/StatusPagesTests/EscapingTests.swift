import CampaignModel
import ScheduleEngine
import StatusPages
import TestSupport
import Testing

/// Names, reasons and file names are anybody's words: they come out as they were, and as nothing else.
@Suite struct EscapingTests {
    private static let pieces = [
        "<script>alert(1)</script>", "</style>", "</title>", "<!--", "-->", "]]>", "<![CDATA[", "&amp;", "&#60;", "&",
        "<",
        ">", "\"", "'", "\" onload=\"alert(1)", "javascript:alert(1)", "\n", "\t", "%", "%2e%2e/", "../", "${x}",
        "{{x}}",
        "é", "e\u{301}", "日本", "😀", "\u{202E}", "\u{2066}", "\u{FEFF}", "a", "b c", "--", "`", "<svg/onload=alert(1)>",
    ]
    /// What no page may hold in any form; U+FFFD stands for each.
    private static let forbidden = ["\0", "\u{1B}", "\r", "\u{85}", "\u{FFFE}", "\u{1FFFF}", "\u{7F}"]

    private func nasty(_ random: inout SeededGenerator) -> String {
        // Short enough to be shown whole; begins and ends with what no parser trims.
        let pieces = (0..<random.number(1...6)).map { _ in random.pick(Self.pieces) }
        return "x" + (pieces.joined().unicodeScalars.count > 25 ? pieces[0] : pieces.joined()) + "y"
    }

    @Test(arguments: [1, 20, 333, 4_711])
    func `hostile texts are read back as they were by a strict parser, and make no element`(seed: UInt64) throws {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let plainOverview = try ReadPage(SamplePages.overview(faults: 3).html()).elements.map(\.name)
        let plainCampaign = try ReadPage(SamplePages.campaign().html()).elements.map(\.name)
        for _ in 0..<40 {
            let (id, name, reason) = (nasty(&random), nasty(&random), nasty(&random))
            let (file, fact) = (nasty(&random), nasty(&random))
            let overview = try ReadPage(SamplePages.overview(ids: [id], name: name, reason: reason, faults: 3).html())
            #expect(overview.elements.map(\.name) == plainOverview, "seed \(seed)")
            #expect(overview.all("bdi").contains { $0.text == name }, "seed \(seed): \(name)")
            #expect(overview.all("bdi").contains { $0.text == reason }, "seed \(seed): \(reason)")
            #expect(overview.all("span").contains { $0.text.hasPrefix(id) }, "seed \(seed): \(id)")

            let page = try ReadPage(
                SamplePages.campaign(id, name: name, reason: reason, file: file, fact: fact).html())
            #expect(page.elements.map(\.name) == plainCampaign, "seed \(seed)")
            for text in [name, reason, fact] {
                #expect(page.all("bdi").contains { $0.text == text }, "seed \(seed): \(text)")
            }
            #expect(page.all("bdi").contains { $0.text == "\(file):3" }, "seed \(seed): \(file)")
            #expect(page.all("th").contains { $0.text == reason }, "seed \(seed): \(reason)")
            #expect(page.all("title").first?.text == "\(name) · Campanile", "seed \(seed)")
        }
    }

    @Test(arguments: forbidden)
    func `a character that no page may hold becomes a mark of its absence`(character: String) throws {
        let page = try ReadPage(SamplePages.campaign(name: "a\(character)b").html())
        #expect(page.all("h1").first?.text == "a\u{FFFD}b")
    }

    @Test func `an id can't lead to another place than its campaign's page`() throws {
        for id in ["../../metrics", "//example.org", "..", "a?b#c", "javascript:x", "a b", "日本"] {
            let page = try ReadPage(SamplePages.overview(ids: [id]).html())
            let links = page.all("a").compactMap { $0.attributes["href"] }.filter { $0.hasPrefix("campaigns/") }
            #expect(!links.isEmpty)
            for link in links {
                let segment = link.dropFirst("campaigns/".count)
                #expect(
                    segment.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "%-._~".contains($0)) }, "\(link)"
                )
                #expect(segment.contains { $0 != "." }, "\(link)")
            }
        }
    }
}
