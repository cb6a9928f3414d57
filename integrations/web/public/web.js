// Light or dark follows the system until the visitor chooses.
if (!localStorage.getItem("vite-ui-theme")) localStorage.setItem("vite-ui-theme", "system");

// A followed citation opens beside the answer: the server is told which, and opens the side view.
// Without this script the link leads to a page of its own.
document.addEventListener("click", (event) => {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest?.('a[href^="/source?"]');
  if (!link) return;
  event.preventDefault();
  const source = Object.fromEntries(new URL(link.href).searchParams);
  window.postMessage({ source }, window.location.origin);
});

// The server names the conversation once it begins. Where the list of conversations is on the page it changes the
// address itself; on a phone it is not.
window.addEventListener("message", (event) => {
  if (event.origin !== window.location.origin) return;
  const thread = event.data?.thread;
  if (typeof thread !== "string" || window.location.pathname !== "/" || document.getElementById("thread-history")) return;
  window.history.replaceState(window.history.state, "", `/thread/${encodeURIComponent(thread)}`);
});

// An operator sees that they speak as one.
fetch("/operator/me")
  .then((answer) => (answer.ok ? answer.json() : {}))
  .then(async ({ name }) => {
    if (!name) return;
    if (document.readyState === "loading")
      await new Promise((read) => document.addEventListener("DOMContentLoaded", read, { once: true }));
    const badge = document.createElement("a");
    badge.id = "operator-badge";
    badge.href = "/operator";
    badge.title = "账号与退出";
    badge.textContent = `运营 · ${name}`;
    document.body.append(badge);
  })
  .catch(() => {});

// A message longer than the assistant reads stays in the input.
const LONGEST = 2000;

function unsay() {
  document.getElementById("too-long")?.remove();
}

function holdBack(event) {
  const length = [...(document.getElementById("chat-input")?.value ?? "").trim()].length;
  unsay();
  if (length <= LONGEST) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const note = document.createElement("p");
  note.id = "too-long";
  note.setAttribute("role", "alert");
  note.textContent = `这条消息太长了（${length} 字）。请控制在 ${LONGEST} 字以内，或分几次说。`;
  note.style.top = `${document.getElementById("message-composer").getBoundingClientRect().top}px`;
  document.body.append(note);
}

document.addEventListener(
  "keydown",
  (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target.closest?.("#chat-input"))
      holdBack(event);
  },
  true,
);
document.addEventListener("click", (event) => event.target.closest?.("#chat-submit") && holdBack(event), true);
document.addEventListener("input", unsay, true);

// Escape closes the side view; on a phone it is a dialog and does so by itself.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]')) return;
  document.querySelector("#side-view-title button")?.click();
});

// Buttons that are only a picture get a name; another passage begins at its top.
const NAMES = {
  "#sidebar-trigger-button": "历史对话",
  "#new-chat-button": "新对话",
  "#search-chats-button": "搜索对话",
  "#theme-toggle": "切换主题",
  "#chat-submit": "发送",
  "#stop-button": "停止",
  "#side-view-title button": "关闭原文",
  "#thread-options": "更多操作",
  ".positive-feedback-off": "有帮助",
  ".positive-feedback-on": "取消“有帮助”",
  ".negative-feedback-off": "没帮助",
  ".negative-feedback-on": "取消“没帮助”",
  ".absolute.bottom-4.left-0.right-0 > button": "到最新一条",
};
let passage = "";
let waiting = false;

function tidy() {
  waiting = false;
  for (const [place, name] of Object.entries(NAMES)) {
    for (const button of document.querySelectorAll(`${place}:not([aria-label])`)) {
      button.setAttribute("aria-label", name);
      if (button.tagName !== "BUTTON") {
        button.setAttribute("role", "button");
        button.tabIndex = 0;
      }
    }
  }
  for (const button of document.querySelectorAll('[data-step-type="assistant_message"] button:not([aria-label])'))
    if (!button.textContent.trim()) button.setAttribute("aria-label", "复制");
  const title = document.getElementById("side-view-title")?.textContent ?? "";
  if (title === passage) return;
  passage = title;
  for (let box = document.getElementById("side-view-content"); box; box = box.parentElement) box.scrollTop = 0;
}

new MutationObserver(() => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(tidy);
}).observe(document.documentElement, { childList: true, subtree: true, characterData: true });
