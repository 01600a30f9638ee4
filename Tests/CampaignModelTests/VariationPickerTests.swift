import CampaignModel
import TestSupport
import Testing

struct VariationPickerTests {
    private func picker(_ weights: [Double?], id: String = "daily-tips") -> VariationPicker {
        var campaign = Samples.campaign(id)
        campaign.messageConfig.variations = weights.enumerated().map {
            Variation(name: "v\($0.offset)", templateId: "t\($0.offset)", weight: $0.element)
        }
        return VariationPicker(campaign)
    }

    private func counts(_ picker: VariationPicker, of total: Int = 20_000) -> [String: Int] {
        (0..<total).reduce(into: [:]) { $0[picker.variation(for: "user\($1)")?.name ?? "none", default: 0] += 1 }
    }

    @Test
    func `a campaign without variations picks none`() {
        #expect(VariationPicker(Samples.campaign()).variation(for: "user1") == nil)
    }

    @Test(arguments: [[1.0, 1.0], [50, 50], [0.1, 0.1]])
    func `weights are relative`(weights: [Double]) {
        let found = counts(picker(weights))
        #expect(abs((found["v0"] ?? 0) - 10_000) < 400, "\(found)")
    }

    @Test
    func `recipients fall into variations in proportion to the weights`() {
        let found = counts(picker([60, 30, 10]))
        for (name, share) in [("v0", 12_000), ("v1", 6_000), ("v2", 2_000)] {
            #expect(abs((found[name] ?? 0) - share) < 400, "\(found)")
        }
    }

    @Test
    func `a weight left out counts as 1`() {
        let found = counts(picker([nil, 3]))
        #expect(abs((found["v0"] ?? 0) - 5_000) < 400, "\(found)")
    }

    @Test
    func `a recipient keeps the variation, and has another one's chance in another campaign`() {
        let first = picker([1, 1])
        let other = picker([1, 1], id: "another")
        var differs = 0
        for number in 0..<1_000 {
            #expect(first.variation(for: "user\(number)") == picker([1, 1]).variation(for: "user\(number)"))
            if first.variation(for: "user\(number)") != other.variation(for: "user\(number)") { differs += 1 }
        }
        #expect(differs > 400 && differs < 600)
    }

    @Test
    func `who is held out says nothing of the variation`() {
        let halves = picker([1, 1])
        let held = (0..<10_000).filter {
            StableHash.fraction("holdout", campaignId: "daily-tips", recipientId: "user\($0)") < 0.5
        }
        let first = held.count { halves.variation(for: "user\($0)")?.name == "v0" }
        #expect(abs(Double(first) / Double(held.count) - 0.5) < 0.03)
    }
}
