//! "Is writing", shown to a customer (CH-34): one call of each platform that has it. It sends nothing, and it wears off by itself.

use domain::platform::Platform;
use serde_json::json;

use crate::{Credentials, Refusal, Request, request::segment, telegram};

/// Seconds for which LINE shows it: a multiple of five.
const LINE_SECONDS: u32 = 10;

/// The request that shows `customer` that somebody writes; nothing for a platform without it. `own` is the platform's id of the
/// account. `newest` is the platform's id of the customer's newest message, which WhatsApp asks for and marks as read with it.
pub fn typing(
    platform: Platform,
    own: &str,
    customer: &str,
    newest: Option<&str>,
    credentials: &Credentials<'_>,
) -> Option<Result<Request, Refusal>> {
    let messages = || segment("account", own).map(|own| format!("/{own}/messages"));
    Some(match platform {
        // Messenger Platform and Instagram Messaging, "Sender actions": for 20 seconds, or until a message comes.
        Platform::Facebook | Platform::Instagram => messages().and_then(|path| {
            Request::post(path, &json!({ "recipient": { "id": customer }, "sender_action": "typing_on" }), credentials)
                .map(|request| request.proven(credentials))
        }),
        // Cloud API, "Typing indicators": for 25 seconds.
        Platform::WhatsApp => {
            let newest = newest?;
            messages().and_then(|path| {
                let body = json!({ "messaging_product": "whatsapp", "status": "read", "message_id": newest,
                    "typing_indicator": { "type": "text" } });
                Request::post(path, &body, credentials).map(|request| request.proven(credentials))
            })
        }
        // Messaging API, "Display a loading animation": in chats with one person only.
        Platform::Line if customer.starts_with('U') => {
            let body = json!({ "chatId": customer, "loadingSeconds": LINE_SECONDS });
            Request::post("/v2/bot/chat/loading/start".into(), &body, credentials)
        }
        // Bot API, `sendChatAction`: for five seconds.
        Platform::Telegram => segment("customer", customer)
            .and_then(|chat| telegram::method("sendChatAction", &json!({ "chat_id": chat, "action": "typing" }), credentials)),
        // The web messenger is told by its socket.
        Platform::KakaoTalk
        | Platform::Sms
        | Platform::Line
        | Platform::LinkedIn
        | Platform::Open
        | Platform::Reddit
        | Platform::Web
        | Platform::X => return None,
    })
}
