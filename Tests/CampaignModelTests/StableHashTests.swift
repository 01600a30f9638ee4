import CampaignModel
import ScheduleEngine
import TestSupport
import Testing

/// What must stay as it is for ever: a key that changed between two versions would deliver a message again.
struct StableHashTests {
    @Test(arguments: [
        ("weekly-newsletter", "2026-06-01T09:00:00Z", "user1", "7b8e3dd656e5b31845b592a2b782f78d"),
        ("weekly-newsletter", "2026-06-01T09:00:00Z", "user2", "64bb099bcb753692c33a6aebdde8a70f"),
        ("weekly-newsletter", "2026-06-08T09:00:00Z", "user1", "d22c68489ef41e70bbbe4b5b297d2a3d"),
        ("ab", "1970-01-01T00:00:00Z", "c", "0016917a5da42d2afabaeb08a1ced0a1"),
        ("a", "1970-01-01T00:00:00Z", "bc", "d917e89ae23bc0bcc5751e76069427aa"),
        ("grüße", "2026-06-01T09:00:00Z", "пользователь", "38696c3a1ef1c451031dadafe3aa65aa"),
    ])
    func `an idempotency key is the same in every version`(
        campaignId: String, scheduledFor: String, recipientId: String, key: String
    ) {
        let found = StableHash.idempotencyKey(
            campaignId: campaignId, scheduledFor: at(scheduledFor), recipientId: recipientId)
        #expect(found == key)
        #expect(found.utf8.count == 32)
    }

    @Test(arguments: [
        ("holdout", "weekly-newsletter", "user1", "0.37666576541056107"),
        ("variation", "weekly-newsletter", "user1", "0.9840106307636435"),
        ("spread", "weekly-newsletter", "", "0.9026149438026111"), ("backoff", "0", "user1", "0.7310051989427665"),
    ])
    func `a recipient's share is the same in every version`(
        purpose: String, campaignId: String, recipientId: String, share: String
    ) {
        #expect("\(StableHash.fraction(purpose, campaignId: campaignId, recipientId: recipientId))" == share)
    }

    @Test
    func `shares lie between 0 and 1 and are spread evenly`() {
        var tenths = [Int](repeating: 0, count: 10)
        for number in 0..<10_000 {
            let share = StableHash.fraction("holdout", campaignId: "a", recipientId: "user\(number)")
            #expect(share >= 0 && share < 1)
            tenths[Int(share * 10)] += 1
        }
        for count in tenths { #expect(count > 850 && count < 1_150, "\(tenths)") }
    }
}
