//! The words of the protocol: requests to `kz.gov.pki.knca.basics` and replies to them, as NCALayer writes them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use der::pem::{self, LineEnding};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Answer, Attachment};

/// What the server says before anybody asks.
pub const GREETING: &str = r#"{"result":{"version":"1.2"}}"#;

#[derive(Deserialize)]
struct Request {
    module: String,
    method: String,
    args: Arguments,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Arguments {
    format: String,
    data: Documents,
    #[serde(default)]
    signing_params: Parameters,
}

/// One document, or several to be signed at once.
#[derive(Deserialize)]
#[serde(untagged)]
enum Documents {
    One(String),
    Many(Vec<String>),
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Parameters {
    decode: bool,
    encapsulate: bool,
    digested: bool,
}

enum Trouble {
    Cancelled,
    Failed(String),
}

/// The reply to a request. The caller's `pen` signs.
pub fn reply(request: &str, pen: impl Fn(&[u8], Attachment) -> Answer) -> String {
    let reply = match answer(request, pen) {
        Ok(result) => json!({"status": true, "body": {"result": result}}),
        Err(Trouble::Cancelled) => json!({"status": true, "body": {}}),
        Err(Trouble::Failed(details)) => json!({
            "status": false,
            "code": "INVOCATION_ERROR",
            "message": "An invoked method threw an exception.",
            "details": details,
        }),
    };
    reply.to_string()
}

fn answer(request: &str, pen: impl Fn(&[u8], Attachment) -> Answer) -> Result<Value, Trouble> {
    let failed = |details: &str| Trouble::Failed(details.to_owned());
    let request: Request =
        serde_json::from_str(request).map_err(|error| Trouble::Failed(error.to_string()))?;
    if (request.module.as_str(), request.method.as_str()) != ("kz.gov.pki.knca.basics", "sign") {
        return Err(failed("no such method here"));
    }
    let Arguments { format, data, signing_params } = request.args;
    if format != "cms" || signing_params.digested {
        return Err(failed("only CMS signatures over whole documents are made here"));
    }
    let attachment = if signing_params.encapsulate { Attachment::Attached } else { Attachment::Detached };
    let sign = |document: &str| {
        let content = if signing_params.decode {
            STANDARD.decode(document).map_err(|error| Trouble::Failed(error.to_string()))?
        } else {
            document.as_bytes().to_vec()
        };
        match pen(&content, attachment) {
            Answer::Signed(der) => {
                let cms = pem::encode_string("CMS", LineEnding::LF, &der);
                cms.map(Value::from).map_err(|error| Trouble::Failed(error.to_string()))
            }
            Answer::Cancelled => Err(Trouble::Cancelled),
            Answer::Failed(details) => Err(Trouble::Failed(details)),
        }
    };
    match data {
        Documents::One(document) => sign(&document),
        Documents::Many(documents) => documents.iter().map(|document| sign(document)).collect(),
    }
}
