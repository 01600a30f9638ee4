import CampaignModel
import ScheduleEngine
import TestSupport
import Testing

struct ContactCriteriaTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var criterion: JSONValue
        /// Nil: the contact has no such field.
        var field: JSONValue?
        var isMet: Bool
        var testDescription: String {
            "\(JSONText.text(criterion)) of \(field.map { JSONText.text($0) } ?? "nothing"): \(isMet)"
        }

        init(_ criterion: JSONValue, _ field: JSONValue?, _ isMet: Bool) {
            self.criterion = criterion
            self.field = field
            self.isMet = isMet
        }

        init(_ name: String, _ operand: JSONValue, _ field: JSONValue?, _ isMet: Bool) {
            self.init(.object([name: operand]), field, isMet)
        }
    }

    private static let noon = JSONValue.string("2026-06-01T12:00:00Z")

    static let values: [Case] = [
        Case(.string("Paris"), .string("Paris"), true), Case(.string("Paris"), .string("paris"), false),
        Case(.string("Paris"), nil, false), Case(.string("é"), .string("e\u{301}"), false),
        Case(.string("10"), .integer(10), true), Case(.string("true"), .bool(true), true),
        Case(.integer(10), .string("10"), true), Case(.integer(10), .string("10.0"), true),
        Case(.integer(10), .string("ten"), false), Case(.integer(10), .number(10), true),
        Case(.integer(10), .string("0x0A"), false), Case(.number(2.5), .string("2.5"), true),
        Case(.integer(9_007_199_254_740_993), .integer(9_007_199_254_740_992), false),
        Case(.bool(true), .bool(true), true), Case(.bool(true), .string("true"), true),
        Case(.bool(true), .string("TRUE"), true), Case(.bool(true), .integer(1), true),
        Case(.bool(true), .string("1"), true), Case(.bool(true), .string("yes"), false),
        Case(.bool(false), .string("false"), true), Case(.bool(false), .integer(0), true),
        Case(.bool(false), nil, false), Case(.bool(false), .integer(2), false),
        Case(noon, .string("2026-06-01T14:00:00+02:00"), true), Case(noon, .string("2026-06-01T12:00:01Z"), false),
        Case(noon, .string("noon"), false),
        Case(.array([.string("a"), .integer(1)]), .string("a"), true),
        Case(.array([.string("a"), .integer(1)]), .string("1"), true),
        Case(.array([.string("a"), .integer(1)]), .string("b"), false),
        Case(.array([.string("a")]), nil, false), Case(.string("a"), .array([.string("a")]), false),
    ]

    static let comparisons: [Case] = [
        Case("eq", .string("a"), .string("a"), true), Case("eq", .null, nil, true),
        Case("eq", .null, .string(""), false),
        Case("ne", .string("a"), .string("b"), true), Case("ne", .string("a"), .string("a"), false),
        Case("ne", .string("a"), nil, true), Case("ne", .null, nil, false), Case("ne", .null, .integer(1), true),
        Case("ne", .integer(1), .string("x"), true), Case("ne", .string("a"), .array([]), true),
        Case("in", .array([.integer(1), .integer(2)]), .string("2"), true),
        Case("gt", .integer(9), .string("10"), true), Case("gt", .string("9"), .string("10"), false),
        Case("gt", .integer(9), .string("9"), false), Case("gte", .integer(9), .string("9"), true),
        Case("gt", .integer(9), .string("x"), false), Case("gt", .integer(9), nil, false),
        Case("lt", .number(1.5), .integer(1), true), Case("lte", .integer(1), .number(1), true),
        Case("lt", .integer(1), .string("nan"), false), Case("lt", .string("b"), .string("a"), true),
        Case("gt", noon, .string("2026-06-01T13:00:01+01:00"), true),
        Case("gt", noon, .string("2026-06-01T13:00:00+01:00"), false),
        Case("gte", noon, .string("2026-06-01T13:00:00+01:00"), true),
        Case("lt", noon, .string("2026-06-01"), false),
        Case("exists", .bool(true), .string(""), true), Case("exists", .bool(true), nil, false),
        Case("exists", .bool(false), nil, true), Case("exists", .bool(false), .bool(false), false),
        Case("prefix", .string("+49"), .string("+49 170"), true), Case("prefix", .string("+49"), .string("+4"), false),
        Case("prefix", .string("4"), .integer(49), true), Case("prefix", .string("a"), nil, false),
        Case(.object(["gte": .integer(18), "lt": .integer(65)]), .string("18"), true),
        Case(.object(["gte": .integer(18), "lt": .integer(65)]), .string("65"), false),
        Case("like", .string("a"), .string("a"), false), Case("gt", .bool(true), .bool(true), false),
    ]

    @Test(arguments: values + comparisons)
    func `a criterion is met or not`(one: Case) {
        let criteria = ContactCriteria(["field": one.criterion])
        let fields = one.field.map { ["field": $0] } ?? [:]
        let now = at("2026-06-01T12:00:00Z")
        #expect(criteria.areMet(by: fields, at: now) == one.isMet)
        #expect((criteria.mismatch(of: fields, at: now) == nil) == one.isMet)
    }

    @Test
    func `all criteria must be met`() {
        let criteria = ContactCriteria(["a": .integer(1), "b": .integer(2)])
        let now = at("2026-06-01T12:00:00Z")
        #expect(criteria.areMet(by: ["a": .string("1"), "b": .string("2")], at: now))
        #expect(!criteria.areMet(by: ["a": .string("1"), "b": .string("3")], at: now))
    }

    @Test(arguments: [
        ("2026-06-01T12:00:00Z", true), ("2026-05-31T12:00:00Z", true), ("2026-05-31T11:59:59Z", false),
        ("2026-05-31T14:00:00+02:00", true), ("2026-06-01T12:00:01Z", false), ("2026-06-01", false), ("", false),
    ])
    func `new is who registered within a day before now`(registered: String, isNew: Bool) {
        let fields = ["registeredAt": JSONValue.string(registered)]
        let now = at("2026-06-01T12:00:00Z")
        #expect(ContactCriteria(["newUsers": .bool(true)]).areMet(by: fields, at: now) == isNew)
        #expect(ContactCriteria(["newUsers": .bool(false)]).areMet(by: fields, at: now) == !isNew)
    }

    @Test
    func `within says how long one is new`() {
        let fields = ["registeredAt": JSONValue.string("2026-05-29T12:00:00Z")]
        let now = at("2026-06-01T12:00:00Z")
        let three = ContactCriteria(["newUsers": .bool(true), "within": .string("3d")])
        #expect(three.areMet(by: fields, at: now))
        #expect(!three.areMet(by: [:], at: now))
        let two = ContactCriteria(["newUsers": .bool(true), "within": .string("48h")])
        #expect(
            two.mismatch(of: fields, at: now)
                == CriteriaMismatch(field: "newUsers", reason: "'registeredAt' is 3d ago, and within 2d is asked"))
    }

    @Test
    func `a mismatch says what there is and what is asked`() {
        let now = at("2026-06-01T12:00:00Z")
        func reason(_ criterion: JSONValue, _ field: JSONValue?) -> String? {
            ContactCriteria(["age": criterion]).mismatch(of: field.map { ["age": $0] } ?? [:], at: now)?.reason
        }
        #expect(reason(.object(["gte": .integer(18)]), .string("17")) == "'age' is '17', and 18 or more is asked")
        #expect(reason(.object(["gte": .integer(18)]), nil) == "'age' isn't there, and 18 or more is asked")
        #expect(
            reason(.array([.string("a"), .string("b")]), .integer(3)) == "'age' is 3, and one of 'a', 'b' is asked")
    }
}
