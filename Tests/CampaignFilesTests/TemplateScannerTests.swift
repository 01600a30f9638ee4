@testable import CampaignModel
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

    @Test func `a field is asked for by a section as long as that is open`() {
        let scanner = TemplateScanner("{{#a.b}}{{#a}}{{a}}{{/a}}{{a.c}}{{b}}{{/a.b}}{{a}}")
        #expect(scanner.faults.isEmpty)
        #expect(scanner.tags.map(\.isRequired) == [false, false, false, false, true, true])
    }

    @Test(arguments: ["{{/a}}", "{{#x}}", "{{>x}}", "{{ }}"])
    func `of a text that is no template a hundred faults are told`(_ tag: String) {
        let whole = (0..<100_000).map { tag.replacing("x", with: "x\($0)") }.joined()
        let clock = ContinuousClock()
        let time = clock.measure { #expect(TemplateScanner(whole).faults.count == TemplateScanner.mostFaults) }
        #expect(time < .seconds(10))
    }
}
