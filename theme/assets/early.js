// Runs before the first paint: scripts are at work, and the colours are those that the reader chose before.
document.documentElement.dataset.script = "";
try {
  const theme = localStorage.getItem("hc-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is forbidden: the colours of the system stay.
}
