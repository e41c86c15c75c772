// Runs before the first paint: the colours that the reader chose before.
try {
  const theme = localStorage.getItem("hc-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is forbidden: the colours of the system stay.
}
