/** Makes the built site one that is installed like an app and opens without a network: its manifest, its icons, and its service worker. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { smallPng } from "./small-png.mjs";

/** What the browser shows of an installed app; its addresses are relative, so that the site may lie in any folder. */
const manifest = (description) => ({
  name: "Lapicque",
  short_name: "Lapicque",
  description,
  id: "./",
  start_url: "./",
  scope: "./",
  display: "standalone",
  background_color: "#ffffff",
  theme_color: "#12607c",
  icons: [
    { src: "icon-192.png", sizes: "192x192", type: "image/png" },
    { src: "icon-512.png", sizes: "512x512", type: "image/png", purpose: "any maskable" },
    { src: "icon.svg", sizes: "any", type: "image/svg+xml" },
  ],
});

/** The lines of the page's head that name them. */
const links = `<link rel="icon" href="icon.svg" type="image/svg+xml" />
    <link rel="apple-touch-icon" href="icon-192.png" />
    <link rel="manifest" href="lapicque.webmanifest" />`;

/** @param site  the folder that was built: nothing but what the studio needs  @param source  the folder with icon and worker */
export async function makeInstallable(root, site, source) {
  const icon = readFileSync(join(source, "icon.svg"), "utf8");
  writeFileSync(join(site, "icon.svg"), icon);
  for (const size of [192, 512]) writeFileSync(join(site, `icon-${size}.png`), await smallPng(root, icon, size, "sans-serif"));
  const page = readFileSync(join(site, "index.html"), "utf8");
  const [, description] = /<meta name="description" content="([^"]*)"/.exec(page);
  writeFileSync(join(site, "lapicque.webmanifest"), `${JSON.stringify(manifest(description), undefined, 2)}\n`);
  writeFileSync(join(site, "index.html"), page.replace('<link rel="icon" href="data:," />', links));
  const files = readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(site, join(entry.parentPath ?? entry.path, entry.name)).replaceAll("\\", "/"))
    .sort();
  const hash = createHash("sha256");
  for (const name of files) hash.update(`${name}\n`).update(readFileSync(join(site, name)));
  const worker = readFileSync(join(source, "service-worker.js"), "utf8")
    .replace('"VERSION"', JSON.stringify(hash.digest("hex").slice(0, 16)))
    .replace('["FILES"]', JSON.stringify(files.filter((name) => name !== "index.html")));
  writeFileSync(join(site, "service-worker.js"), worker);
}
