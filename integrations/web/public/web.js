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
