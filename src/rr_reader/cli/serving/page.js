// What a terminal in a page lacks: copying that says whether it was done, an address without the token, and the end.
"use strict";

// The token came in the address, where it need not stay. This tab keeps it, for nothing but the socket: a cookie would
// be shown to whatever else is served under this name, at any port.
const given = new URLSearchParams(location.search).get("token");
if (given) sessionStorage.setItem("token", given);
history.replaceState(null, "", location.pathname);
const token = sessionStorage.getItem("token") ?? "";

// The terminal opens its socket by this name; so we hear what is for us, and can answer.
window.WebSocket = class extends WebSocket {
  constructor(address) {
    super(`${address}&token=${encodeURIComponent(token)}`);
    this.addEventListener("message", (event) => hear(this, event.data));
    this.addEventListener("close", () => end());
    this.addEventListener("open", () => document.querySelector(".xterm-helper-textarea").focus());
  }
};

function hear(socket, message) {
  if (typeof message !== "string") return;
  const [kind, said] = JSON.parse(message);
  if (kind === "copy") {
    copy(said.text).then((done) => socket.send(JSON.stringify(["copied", { key: said.key, done }])));
  } else if (kind === "told") {
    document.getElementById("told").textContent = said;
  }
}

// "read": it was read back, and was the same. "taken": the browser says that it took it. "asked": the person is asked.
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text); // not there unless the page is this machine's, or came over TLS
  } catch {
    if (!copiedFromField(text)) return ask(text);
    return "taken";
  }
  try {
    const asked = await navigator.permissions.query({ name: "clipboard-read" });
    if (asked.state === "granted" && (await navigator.clipboard.readText()) === text) return "read";
  } catch {
    // browsers that have no such permission
  }
  return "taken";
}

function copiedFromField(text, within = document.body) {
  const before = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.style.position = "fixed";
  field.style.opacity = 0;
  within.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  before?.focus();
  return done;
}

function ask(text) {
  const dialog = document.getElementById("copying");
  dialog.querySelector("button").onclick = () => {
    copiedFromField(text, dialog);
    dialog.close();
  };
  dialog.onclose = () => document.querySelector(".xterm-helper-textarea").focus();
  if (!dialog.open) dialog.showModal();
  return "asked";
}

function end() {
  const dialog = document.getElementById("closed");
  const button = dialog.querySelector("button");
  button.onclick = () => location.reload();
  button.hidden = !token;
  if (!token) dialog.querySelector("p").textContent = "This tab has no token: open the address that rr-reader serve printed.";
  if (!dialog.open) dialog.showModal();
}

document.addEventListener("DOMContentLoaded", () => {
  const address = location.protocol.replace("http", "ws") + "//" + location.host + "/ws";
  document.getElementById("terminal").dataset.sessionWebsocketUrl = address;
});
