/** Markdown of the repository as HTML: anchors as GitHub makes them, formulas as MathML, links to pages of the site, documents that open in the studio. */
import { posix } from "node:path";
import { parse, Renderer } from "marked";
import temml from "temml";

export const escapeHtml = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** The anchor of a heading: its letters and digits in lower case, spaces as hyphens. */
export const anchorOf = (text) =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replaceAll(/\s/g, "-");

/**
 * One page: its title, its body and its headings of second order.
 *
 * @param file  path in the repository
 * @param text  Markdown
 * @param linkTo  the address of a file of the repository on the site, relative to this page; undefined where it is not there
 * @param studioLink  the address that opens a document in the studio
 * @returns its title, HTML, the headings with their anchors, and the links that lead nowhere
 */
export function renderPage(file, text, { linkTo, studioLink }) {
  const renderer = new PageRenderer(file, linkTo, studioLink);
  const html = parse(text, { renderer });
  const { title, headings, broken } = renderer;
  return { title, html, headings, broken };
}

/** The site's policy allows no styles within its text, and display="block" says the same. */
const withoutStyles = (html) => html.replaceAll(/ style="[^"]*"/g, "");

class PageRenderer extends Renderer {
  title = "";
  headings = [];
  broken = [];
  #file;
  #linkTo;
  #studioLink;
  #used = new Map();

  constructor(file, linkTo, studioLink) {
    super();
    this.#file = file;
    this.#linkTo = linkTo;
    this.#studioLink = studioLink;
  }

  #resolve(href) {
    if (/^[a-z]+:|^#/i.test(href)) return href;
    const [path, fragment] = href.split("#");
    const address = this.#linkTo(posix.normalize(posix.join(posix.dirname(this.#file), path)));
    if (address === undefined) this.broken.push(href);
    return address && `${address}${fragment ? `#${fragment}` : ""}`;
  }

  heading({ tokens, depth, text }) {
    const bare = text.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1").replaceAll(/[`*]/g, "");
    if (depth === 1) this.title = bare;
    const anchor = anchorOf(bare);
    const times = this.#used.get(anchor) ?? 0;
    this.#used.set(anchor, times + 1);
    const id = escapeHtml(times > 0 ? `${anchor}-${times}` : anchor);
    if (depth === 2) this.headings.push({ id, text: escapeHtml(bare) });
    return `<h${depth} id="${id}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
  }

  code({ text, lang }) {
    if (lang === "math") return `<div class="formula">${withoutStyles(temml.renderToString(text, { displayMode: true }))}</div>\n`;
    const isDocument = lang === "yaml" && /^run:/m.test(text) && /^(neurons|rates|fields):/m.test(text);
    const open = isDocument ? `<a class="open" href="${escapeHtml(this.#studioLink(text))}">Open in the studio</a>` : "";
    return `<div class="code">${open}<pre tabindex="0"><code>${escapeHtml(text)}</code></pre></div>\n`;
  }

  link({ href, tokens }) {
    const address = this.#resolve(href);
    const inner = this.parser.parseInline(tokens);
    return address === undefined ? inner : `<a href="${escapeHtml(address)}">${inner}</a>`;
  }

  image({ href, text }) {
    return `<img src="${escapeHtml(this.#resolve(href) ?? "")}" alt="${escapeHtml(text)}" loading="lazy">`;
  }

  /** Wide tables are moved sideways by themselves, not with the page. */
  table(token) {
    return `<div class="table" tabindex="0">${super.table(token)}</div>\n`;
  }
}
