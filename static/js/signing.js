// Signs through NCALayer, the signing program of officials, and submits the form with the CMS message.
//
//   <form data-signing data-signer-url="wss://127.0.0.1:13579" data-content="(base64)">, or data-content-from="(address)"
//     <button type="button" data-signing-start hidden>
//     <textarea name="…" data-signing-result hidden>
//     <div aria-live="polite"> <p data-signing-message="connecting" hidden> …
//
// Messages, in the reader's language: connecting, waiting, absent, cancelled, failed, interrupted, done. Without this script
// the page offers the way by file. The program has no request ids: one request per connection.
"use strict";

const GREETING_MS = 10000;

function request(content) {
  return JSON.stringify({
    module: "kz.gov.pki.knca.basics",
    method: "sign",
    args: {
      allowedStorages: null,
      format: "cms",
      data: content,
      signingParams: { decode: true, encapsulate: true, digested: false },
      signerParams: { extKeyUsageOids: ["1.3.6.1.5.5.7.3.4", "1.2.398.3.3.4.1.2"] },
      locale: document.documentElement.lang || "kk",
    },
  });
}

// What a reply means: the CMS text, or the name of a message. Some versions give an array for one document.
function read(reply) {
  if (reply.message === "action.canceled") return { message: "cancelled" };
  if (reply.status !== true || !reply.body) return { message: "failed" };
  const result = Array.isArray(reply.body.result) ? reply.body.result[0] : reply.body.result;
  if (!result) return { message: "cancelled" };
  return typeof result === "string" ? { cms: result } : { message: "failed" };
}

// The text to sign in base64: in the page, or for a long text from where its file comes from.
async function content(form) {
  if (form.dataset.content) return form.dataset.content;
  const answer = await fetch(form.dataset.contentFrom);
  if (!answer.ok) throw new Error(String(answer.status));
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

function sign(form, button, say) {
  let greeted = false;
  let ended = false;
  let socket;
  let timer;
  const end = (message) => {
    if (ended) return;
    ended = true;
    clearTimeout(timer);
    if (socket) socket.close();
    button.disabled = message === "done";
    say(message);
  };
  button.disabled = true;
  say("connecting");
  try {
    socket = new WebSocket(form.dataset.signerUrl);
  } catch {
    return end("absent");
  }
  timer = setTimeout(() => end("absent"), GREETING_MS);
  socket.addEventListener("close", () => end(greeted ? "interrupted" : "absent"));
  socket.addEventListener("message", (event) => {
    let reply;
    if (ended) return;
    try {
      reply = JSON.parse(event.data) || {};
    } catch {
      return end("failed");
    }
    if (!greeted) {
      greeted = true;
      clearTimeout(timer);
      say("waiting");
      content(form).then((text) => socket.send(request(text)), () => end("failed"));
      return;
    }
    const { cms, message } = read(reply);
    if (!cms) return end(message);
    form.querySelector("[data-signing-result]").value = cms;
    end("done");
    form.submit();
  });
}

for (const form of document.querySelectorAll("form[data-signing]")) {
  const button = form.querySelector("[data-signing-start]");
  const messages = form.querySelectorAll("[data-signing-message]");
  const say = (name) => messages.forEach((one) => { one.hidden = one.dataset.signingMessage !== name; });
  button.hidden = false;
  button.addEventListener("click", () => sign(form, button, say));
  // A page that comes back from the browser's memory can be signed again.
  window.addEventListener("pageshow", () => { button.disabled = false; say(null); });
}
