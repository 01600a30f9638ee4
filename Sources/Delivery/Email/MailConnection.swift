internal import CLibCURL
import CampaignModel
import Dispatch
import Glibc
import ScheduleEngine

/// One connection to a mail server, kept open from mail to mail by libcurl. It works on a queue of its own, since libcurl
/// waits where it stands.
final class MailConnection: @unchecked Sendable {
    // Unchecked: everything but `queue` is touched on that queue alone, which is serial.
    private let queue = DispatchQueue(label: "mail connection")
    private let handle: UnsafeMutableRawPointer

    private static let longestConnect = 10_000

    /// Nil where libcurl can't be had.
    init?(_ settings: MailSettings) {
        guard campanile_curl_load(), let handle = campanile_curl_init() else { return nil }
        self.handle = handle
        campanile_curl_set_text(handle, CURLOPT_URL, settings.server)
        campanile_curl_set_text(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        campanile_curl_set_long(
            handle, CURLOPT_USE_SSL, Int(settings.requiresTLS ? CURLUSESSL_ALL.rawValue : CURLUSESSL_TRY.rawValue))
        if let username = settings.username { campanile_curl_set_text(handle, CURLOPT_USERNAME, username) }
        if let password = settings.password { campanile_curl_set_text(handle, CURLOPT_PASSWORD, password) }
        if let file = settings.certificates { campanile_curl_set_text(handle, CURLOPT_CAINFO, file) }
        let timeout = Int(settings.timeout.seconds) * 1_000
        campanile_curl_set_long(handle, CURLOPT_TIMEOUT_MS, timeout)
        campanile_curl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, min(timeout, Self.longestConnect))
        // Time-outs must not come by signals, which are the process's.
        campanile_curl_set_long(handle, CURLOPT_NOSIGNAL, 1)
        campanile_curl_set_long(handle, CURLOPT_UPLOAD, 1)
        campanile_curl_set_text(handle, CURLOPT_MAIL_FROM, "<\(settings.from.address)>")
        // What it would print goes to `transcribe`.
        campanile_curl_set_long(handle, CURLOPT_VERBOSE, 1)
        campanile_curl_set_debug(handle) { _, kind, data, size, context in
            guard let data, let context else { return 0 }
            let exchange = Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue()
            exchange.transcribe(kind, UnsafeRawBufferPointer(start: data, count: size))
            return 0
        }
        campanile_curl_set_transfer(handle, CURLOPT_READFUNCTION) { buffer, size, count, context in
            guard let buffer, let context else { return 0 }
            let exchange = Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue()
            return exchange.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
        }
        // Asked every second while libcurl waits. A server that never answers to QUIT, which follows a mail that failed,
        // must not keep the others waiting.
        campanile_curl_set_long(handle, CURLOPT_NOPROGRESS, 0)
        campanile_curl_set_progress(handle) { context, _, _, _, _ in
            guard let context else { return 0 }
            return Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue().conversation.isOver ? 1 : 0
        }
    }

    deinit {
        // libcurl says QUIT and would wait two minutes for an answer that nobody needs: its end of input comes first.
        var socket = CURL_SOCKET_BAD
        if campanile_curl_get_socket(handle, &socket) == CURLE_OK, socket != CURL_SOCKET_BAD {
            shutdown(socket, Int32(SHUT_RD))
        }
        campanile_curl_cleanup(handle)
    }

    /// - Parameter mail: with CRLF at each line's end.
    func send(_ mail: [UInt8], to recipient: MailAddress) async -> Outcome {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: self.transfer(mail, to: recipient)) }
        }
    }

    private func transfer(_ mail: [UInt8], to recipient: MailAddress) -> Outcome {
        let exchange = Exchange(mail)
        let context = Unmanaged.passUnretained(exchange).toOpaque()
        var recipients = campanile_curl_append(nil, "<\(recipient.address)>")
        defer {
            campanile_curl_free(recipients)
            recipients = nil
        }
        campanile_curl_set_list(handle, CURLOPT_MAIL_RCPT, recipients)
        campanile_curl_set_pointer(handle, CURLOPT_READDATA, context)
        campanile_curl_set_pointer(handle, CURLOPT_DEBUGDATA, context)
        campanile_curl_set_pointer(handle, CURLOPT_XFERINFODATA, context)
        let code = withExtendedLifetime(exchange) { campanile_curl_perform(handle) }
        // The exchange ends here, and the handle outlives it.
        for option in [CURLOPT_READDATA, CURLOPT_DEBUGDATA, CURLOPT_XFERINFODATA] {
            campanile_curl_set_pointer(handle, option, nil)
        }
        guard code != CURLE_OK else { return .sent }
        let trouble = String(cString: campanile_curl_words(code))
        switch code {
        case CURLE_LOGIN_DENIED:
            let answer = exchange.conversation
            let isRefused = (answer.code ?? 0) >= 400
            return .channelStopped(reason: "the server refuses the login: \(isRefused ? answer.text : trouble)")
        case CURLE_USE_SSL_FAILED, CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CIPHER, CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL:
            return .channelStopped(reason: trouble)
        default:
            return MailVerdict.outcome(of: exchange.conversation, trouble: trouble)
        }
    }

    /// One mail's way: what is still to be read of it, and what was said.
    private final class Exchange {
        private let mail: [UInt8]
        private var position = 0
        private(set) var conversation = MailConversation()

        init(_ mail: [UInt8]) { self.mail = mail }

        func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
            let part = mail[position...].prefix(buffer.count)
            buffer.copyBytes(from: part)
            position += part.count
            // The end is sent as soon as libcurl learns that nothing follows.
            if part.isEmpty { conversation.handOver() }
            return part.count
        }

        func transcribe(_ kind: curl_infotype, _ bytes: UnsafeRawBufferPointer) {
            switch kind {
            case CURLINFO_HEADER_OUT: conversation.say(bytes)
            case CURLINFO_HEADER_IN: conversation.hear(bytes)
            default: break
            }
        }
    }
}
