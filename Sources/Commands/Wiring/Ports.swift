import Audience
import CampaignModel
import Delivery
import Runner
import ScheduleEngine
import StateStore

// The only place that knows both a port and what is plugged into it.

extension StateStore: Ledger {}
extension StateStore: TestLedger {}
extension StateStore: NoticeLedger {}
extension StateError: LedgerFailure {}
extension Enroller: AudiencePort {}
extension EventEnroller: AudiencePort {}
extension MessageComposer: ComposerPort {}
extension OutboxChannel: BatchChannel {}
extension WebhookChannel: ClosableChannel {}
extension TelegramChannel: ClosableChannel {}
extension EmailChannel: ClosableChannel {}
extension CommandChannel: ClosableChannel {}
