// Shows WeChat's button for one notice, and says so where it cannot.
(() => {
  const PATIENCE = 10_000;
  const place = document.getElementById("notices");
  const data = place.dataset;
  let ready = false;
  let broken = false;

  function show(...states) {
    for (const part of place.querySelectorAll("[data-state]")) part.hidden = !states.includes(part.dataset.state);
  }

  function fail() {
    if (!ready) show("unavailable");
  }

  // What the person chose, of what WeChat reports as JSON within JSON.
  function chosen(detail) {
    try {
      const read = (value) => (typeof value === "string" ? JSON.parse(value) : value);
      return String(read(read(detail.subscribeDetails)[data.template]).status);
    } catch {
      return "";
    }
  }

  function offer() {
    // WeChat calls this too where it has just called the error's handler.
    if (ready || broken) return;
    ready = true;
    const button = place.querySelector("template").content.cloneNode(true).querySelector("wx-open-subscribe");
    button.addEventListener("success", (event) => {
      show(chosen(event.detail).startsWith("accept") ? "accepted" : "refused", "ask");
    });
    button.addEventListener("error", () => show("unavailable"));
    place.querySelector("[data-state=ask]").append(button);
    show("ask");
  }

  function begin() {
    const { wx } = window;
    if (!wx) return fail();
    wx.error(() => {
      broken = true;
      fail();
    });
    wx.ready(offer);
    wx.config({
      debug: false,
      appId: data.app,
      timestamp: Number(data.timestamp),
      nonceStr: data.nonce,
      signature: data.signature,
      jsApiList: ["hideMenuItems"],
      openTagList: ["wx-open-subscribe"],
    });
  }

  document.addEventListener("WeixinOpenTagsError", () => show("unavailable"));
  if (!/MicroMessenger/i.test(navigator.userAgent)) return show("outside");
  if (!data.signature) return fail();
  show("waiting");
  const script = document.createElement("script");
  script.src = data.sdk;
  script.onload = begin;
  script.onerror = fail;
  document.head.append(script);
  setTimeout(fail, PATIENCE);
})();
