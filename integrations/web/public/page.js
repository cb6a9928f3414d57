// Light or dark as chosen in the chat; without a choice the system's.
try {
  const theme = localStorage.getItem("vite-ui-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be closed to pages; the system's choice stands.
}
