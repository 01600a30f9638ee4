@testable import Delivery
import Testing

@Suite struct LineSplitterTests {
    @Test func `lines end at line feeds alone, wherever the parts are cut`() {
        let text = Array("a\nb\u{2028}\u{85}\rc\n\n\nlast".utf8)
        for cut in text.indices {
            var splitter = LineSplitter()
            let lines = splitter.add(text[..<cut]) + splitter.add(text[cut...])
            #expect(lines == ["a", "b\u{2028}\u{85}\rc"])
            #expect(splitter.end() == "last")
            #expect(splitter.end() == nil)
        }
    }

    @Test func `a line that is too long is passed over, and the next one isn't`() {
        var splitter = LineSplitter()
        let huge = [UInt8](repeating: UInt8(ascii: "x"), count: 700_000)
        #expect(splitter.add(huge) + splitter.add(huge) + splitter.add(huge) == [])
        #expect(splitter.add(Array("x\nshort\n".utf8)) == ["short"])
    }
}
