import Testing

@testable import StatusServer

/// What a connection is at.
@Suite struct ExchangeTests {
    @Test func `requests follow one another, and patience begins anew when all are answered`() {
        var exchange = Exchange()
        #expect(exchange.readHead(endsConnection: false) == .pass)
        #expect(exchange.readEnd() == .pass)
        #expect(exchange.readHead(endsConnection: false) == .pass)
        #expect(exchange.writeEnd() == .pass)
        #expect(exchange.writeEnd() == .restartPatience)
    }

    @Test func `a body is thrown away, and the connection ends with the answer`() {
        var exchange = Exchange()
        #expect(exchange.readHead(endsConnection: true) == .pass)
        #expect(exchange.readBody() == .drop)
        #expect(exchange.readEnd() == .drop)
        #expect(exchange.readHead(endsConnection: false) == .drop)
        #expect(exchange.writeEnd() == .passAndClose)
        #expect(exchange.failToRead(isTooLarge: true) == .drop)
    }

    @Test func `what is no request is refused once`() {
        var exchange = Exchange()
        #expect(exchange.failToRead(isTooLarge: false) == .refuse(status: 400))
        #expect(exchange.failToRead(isTooLarge: false) == .drop)
        #expect(exchange.readHead(endsConnection: false) == .drop)
        var other = Exchange()
        #expect(other.failToRead(isTooLarge: true) == .refuse(status: 431))
    }

    @Test func `what is no request after one that is waits for its answer, which is the last`() {
        var exchange = Exchange()
        #expect(exchange.readHead(endsConnection: false) == .pass)
        #expect(exchange.failToRead(isTooLarge: false) == .drop)
        #expect(exchange.writeEnd() == .passAndClose)
    }

    @Test func `who asks too far ahead gets the answers to what came first, and the connection ends`() {
        var exchange = Exchange(pipelined: 2)
        for _ in 0..<2 {
            #expect(exchange.readHead(endsConnection: false) == .pass)
            #expect(exchange.readEnd() == .pass)
        }
        #expect(exchange.readHead(endsConnection: false) == .drop)
        #expect(exchange.readEnd() == .drop)
        #expect(exchange.writeEnd() == .pass)
        #expect(exchange.readHead(endsConnection: false) == .drop)
        #expect(exchange.writeEnd() == .passAndClose)
        // In turns there is no end to it.
        var patient = Exchange(pipelined: 1)
        for _ in 0..<3 {
            #expect(patient.readHead(endsConnection: false) == .pass)
            #expect(patient.writeEnd() == .restartPatience)
        }
    }

    @Test func `whoever says no more still gets the answer`() {
        var exchange = Exchange()
        #expect(exchange.readHead(endsConnection: false) == .pass)
        #expect(exchange.readEndOfInput() == .pass)
        #expect(exchange.writeEnd() == .passAndClose)
        var silent = Exchange()
        #expect(silent.readEndOfInput() == .close)
    }
}
