import CampaignModel
@testable import CampaignFiles
import Testing

@Suite struct TemplateScannerTests {
    @Test func `every kind of tag that names a field is found where it stands`() {
        let text = MarkedText("é ‹1›{{a}} ‹2›{{{b.c}}}\n‹3›{{& d }}‹4›{{#e}}‹5›{{.}}{{/e}}‹6›{{^f}}{{/ f }}{{! g }}}")
        let scanner = TemplateScanner(text.text)
        #expect(scanner.faults.isEmpty)
        #expect(scanner.tags.map(\.field) == ["a", "b", "d", "e", ".", "f"])
        #expect(scanner.tags.map(\.isInSection) == [false, false, false, false, true, false])
        for (index, tag) in scanner.tags.enumerated() {
            #expect(tag.line == text.places["\(index + 1)"]?.line)
            #expect(tag.column == text.places["\(index + 1)"]?.column)
        }
    }

    @Test func `sections nest 16 deep and no deeper`() {
        func nested(_ depth: Int) -> String {
            String(repeating: "{{#a}}", count: depth) + String(repeating: "{{/a}}", count: depth)
        }
        #expect(TemplateScanner(nested(16)).faults.isEmpty)
        #expect(TemplateScanner(nested(40)).faults.map(\.column) == [16 * 6 + 1])
    }

    @Test(arguments: ["{{", "{{{a}}", "{{a {{b}}", "{{#", "{{a}", "{{}}", "{{a(b)}}", "{{a..b}}", "{{.a}}", "{{a b}}"])
    func `what isn't a tag is refused`(_ text: String) { #expect(TemplateScanner(text).faults.count == 1) }

    @Test(arguments: ["", "}}", "a } b { c", "{ {a} }", "{a}"])
    func `text without tags stays text`(_ text: String) {
        #expect(TemplateScanner(text).faults.isEmpty)
        #expect(TemplateScanner(text).tags.isEmpty)
    }
}
