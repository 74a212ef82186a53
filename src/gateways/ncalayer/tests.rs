//! A page's side of the conversation.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;

use super::*;

const OWN: &str = "http://127.0.0.1:8000";

async fn signer(answer: Answer) -> SocketAddr {
    let pen: Pen = Arc::new(move |content, attachment| match &answer {
        Answer::Signed(_) => Answer::Signed([content, format!("{attachment:?}").as_bytes()].concat()),
        Answer::Cancelled | Answer::Failed(_) => answer.clone(),
    });
    let signer = Signer::bind(0, [OWN.to_owned()], pen).await.expect("bound");
    let address = signer.address().expect("an address");
    tokio::spawn(signer.serve());
    address
}

async fn connect(to: SocketAddr, origin: Option<&str>) -> Result<WebSocketStream<TcpStream>, Error> {
    let mut request = format!("ws://{to}/").into_client_request()?;
    if let Some(origin) = origin {
        request.headers_mut().insert(ORIGIN, origin.parse().expect("a header"));
    }
    let stream = TcpStream::connect(to).await.expect("connected");
    Ok(tokio_tungstenite::client_async(request, stream).await?.0)
}

async fn hear(socket: &mut WebSocketStream<TcpStream>) -> Value {
    let message = socket.next().await.expect("a message").expect("whole");
    serde_json::from_str(message.to_text().expect("text")).expect("JSON")
}

async fn page(answer: Answer) -> WebSocketStream<TcpStream> {
    let mut socket = connect(signer(answer).await, Some(OWN)).await.expect("accepted");
    assert_eq!(hear(&mut socket).await, json!({"result": {"version": "1.2"}}), "the program speaks first");
    socket
}

async fn ask(socket: &mut WebSocketStream<TcpStream>, data: Value, parameters: Value) -> Value {
    let request = json!({
        "module": "kz.gov.pki.knca.basics",
        "method": "sign",
        "args": {
            "allowedStorages": null,
            "format": "cms",
            "data": data,
            "signingParams": parameters,
            "signerParams": {"extKeyUsageOids": ["1.3.6.1.5.5.7.3.4", "1.2.398.3.3.4.1.2"]},
            "locale": "kk",
        },
    });
    socket.send(Message::text(request.to_string())).await.expect("sent");
    hear(socket).await
}

fn cms(content: &[u8]) -> String {
    format!("-----BEGIN CMS-----\n{}\n-----END CMS-----\n", STANDARD.encode(content))
}

#[tokio::test]
async fn a_page_of_the_portal_gets_signatures_one_after_another() {
    let mut socket = page(Answer::Signed(vec![])).await;
    let attached = json!({"decode": true, "encapsulate": true, "digested": false});
    let reply = ask(&mut socket, STANDARD.encode("one").into(), attached).await;
    assert_eq!(reply, json!({"status": true, "body": {"result": cms(b"oneAttached")}}));
    let detached = json!({"decode": true, "encapsulate": false});
    let reply = ask(&mut socket, json!([STANDARD.encode("one"), STANDARD.encode("two")]), detached).await;
    assert_eq!(
        reply,
        json!({"status": true, "body": {"result": [cms(b"oneDetached"), cms(b"twoDetached")]}})
    );
    let reply = ask(&mut socket, "plain text".into(), json!({})).await;
    assert_eq!(reply["body"]["result"], json!(cms(b"plain textDetached")));
}

#[tokio::test]
async fn a_closed_window_and_a_failure_are_told_apart() {
    let decode = json!({"decode": true});
    let mut cancelled = page(Answer::Cancelled).await;
    let reply = ask(&mut cancelled, "MTEK".into(), decode.clone()).await;
    assert_eq!(reply, json!({"status": true, "body": {}}));
    let mut failed = page(Answer::Failed("no key chosen".into())).await;
    let reply = ask(&mut failed, "MTEK".into(), decode).await;
    assert_eq!((reply["status"].clone(), reply["details"].clone()), (json!(false), json!("no key chosen")));
}

#[tokio::test]
async fn nonsense_is_answered_with_an_error_and_the_conversation_goes_on() {
    let mut socket = page(Answer::Signed(vec![])).await;
    for request in [
        "",
        "null",
        "{}",
        r#"{"module":"kz.gov.pki.knca.commonUtils","method":"getActiveTokens"}"#,
        r#"{"module":"kz.gov.pki.knca.basics","method":"sign","args":{"format":"xml","data":"<a/>"}}"#,
    ] {
        socket.send(Message::text(request)).await.expect("sent");
        let reply = hear(&mut socket).await;
        assert_eq!(
            (&reply["status"], &reply["code"]),
            (&json!(false), &json!("INVOCATION_ERROR")),
            "{request}"
        );
    }
    let reply = ask(&mut socket, "not base64!".into(), json!({"decode": true})).await;
    assert_eq!(reply["status"], json!(false));
    let reply = ask(&mut socket, "MTEK".into(), json!({"decode": true, "digested": true})).await;
    assert_eq!(reply["status"], json!(false));
}

#[tokio::test]
async fn other_pages_are_refused_at_the_door() {
    let address = signer(Answer::Signed(vec![])).await;
    for origin in [
        None,
        Some("null"),
        Some("http://127.0.0.1:8001"),
        Some("https://127.0.0.1:8000"),
        Some("http://127.0.0.1:8000.evil.example"),
    ] {
        let Err(Error::Http(response)) = connect(address, origin).await else {
            panic!("{origin:?} was let in")
        };
        assert_eq!(response.status(), StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn an_endless_request_ends_the_conversation() {
    let mut socket = page(Answer::Signed(vec![])).await;
    // The program may hang up while we are still writing.
    let _sent = socket.send(Message::text("A".repeat(MOST_BYTES + 1))).await;
    assert!(!matches!(socket.next().await, Some(Ok(Message::Text(_)))));
}
