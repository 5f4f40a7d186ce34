/** What surrounds every page of the site: the menu, the headings of the page, and the style. */
import { escapeHtml } from "./markdown.mjs";

/**
 * A page.
 *
 * @param menu  sections with { title, pages: [{ title, address }] }
 * @param here  address of the page
 * @param page  { title, html, headings }
 */
export function pageIn(menu, here, { title, html, headings }) {
  const up = "../".repeat(here.split("/").length - 1);
  const items = menu.map(({ title: section, pages }) => {
    const links = pages.map(
      (page) =>
        `<li><a href="${up}${page.address}"${page.address === here ? ' aria-current="page"' : ""}>${escapeHtml(page.title)}</a></li>`,
    );
    return `<h2>${escapeHtml(section)}</h2><ul>${links.join("")}</ul>`;
  });
  const contents = headings.map(({ id, text }) => `<li><a href="#${id}">${text}</a></li>`).join("");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' data:; style-src 'self'; base-uri 'none'; form-action 'none'">
<title>${escapeHtml(title)}${here === "index.html" ? "" : " - Lapicque"}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${up}site.css">
</head>
<body>
<a class="skip" href="#page">To the page</a>
<nav class="menu" aria-label="Pages"><p class="name"><a href="${up}index.html">Lapicque</a></p>${items.join("")}<p><a class="studio" href="${up}studio/index.html">Open the studio</a></p></nav>
<main id="page">
${html}
</main>
<nav class="contents" aria-label="On this page">${headings.length > 2 ? `<h2>On this page</h2><ul>${contents}</ul>` : ""}</nav>
</body>
</html>
`;
}
