const THEME_KEY = "hc-theme";

/** Switches between light and dark, and keeps the choice; `early.js` applies it before the next page is painted. */
export class ThemeToggle extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", switchTheme);
  }
}

function switchTheme() {
  const root = document.documentElement;
  const now = root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  root.dataset.theme = now === "dark" ? "light" : "dark";
  try {
    localStorage.setItem(THEME_KEY, root.dataset.theme);
  } catch {
    // Storage is forbidden: the choice lasts as long as this page.
  }
}
