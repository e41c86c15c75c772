// Runs before the first paint: scripts are at work, and the colours are those that the reader chose before.
document.documentElement.dataset.script = "";
// No browser runs a page's modules from a file, so nothing else can say why the search is silent.
if (location.protocol === "file:") document.documentElement.dataset.opened = "file";
// In the widget's panel a page has no header and no footer of its own.
if (parent !== window && window.name.startsWith("hc-widget:")) document.documentElement.dataset.inside = "";
try {
  const theme = localStorage.getItem("hc-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is forbidden: the colours of the system stay.
}
