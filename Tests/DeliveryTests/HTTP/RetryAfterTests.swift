@testable import Delivery
import ScheduleEngine
import TestSupport
import Testing

/// RFC 9110 §10.2.3.
@Suite struct RetryAfterTests {
    private func span(_ text: String?) -> Int64? {
        RetryAfter.span(text, now: at("1994-11-06T08:49:00Z"))?.seconds
    }

    @Test(arguments: [("0", 0), ("120", 120), (" 7\t", 7), ("007", 7)] as [(String, Int64)])
    func `seconds are taken as they are`(text: String, seconds: Int64) { #expect(span(text) == seconds) }

    @Test func `a number beyond all numbers is a long time and no crash`() throws {
        #expect(try #require(span("99999999999999999999")) > 86_400 * 365)
    }

    @Test func `a date counts from now, and one in the past is no time at all`() {
        #expect(span("Sun, 06 Nov 1994 08:49:37 GMT") == 37)
        #expect(span("Sun, 06 Nov 1994 08:48:37 GMT") == 0)
        #expect(span("Tue, 06 Dec 1994 08:49:00 GMT") == 2_592_000)
    }

    @Test(
        arguments: [
            nil, "", " ", "-5", "1.5", "soon", "٣", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 CET",
            "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 6 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 25:49:37 GMT", "Sun, 06 Nov -994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
        ])
    func `what can't be read says nothing`(text: String?) { #expect(span(text) == nil) }
}
