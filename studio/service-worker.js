/**
 * Keeps the files of one version of the site, so that the studio opens and computes without a network. `tools/studio.mjs` writes the version and the
 * names of the files into it; where they differ, the browser takes in the new worker, which begins when no page of the old version is open.
 */
const version = "VERSION";
const files = ["FILES"];

/** The page is kept under the name of its folder, by which some servers alone give it out. */
const page = "./";
/** How long the newest page is waited for where there hardly is a network [ms]. */
const patience = 3000;
/** A server may hold more than one studio, and other sites. */
const ours = `lapicque ${registration.scope} `;
const own = ours + version;

addEventListener("install", (event) => event.waitUntil(keepAll()));
addEventListener("activate", (event) => event.waitUntil(Promise.all([forgetOthers(), clients.claim()])));
addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method !== "GET" || !url.startsWith(registration.scope)) return;
  const name = url.slice(registration.scope.length).replace(/[?#].*$/, "");
  if (name === "" || name === "index.html") event.respondWith(newestPage(event.request));
  else if (files.includes(name)) event.respondWith(kept(name, event.request));
});

/** All or nothing: a version of which a file is missing is not installed. */
async function keepAll() {
  const cache = await caches.open(own);
  await cache.addAll([page, ...files].map((name) => new Request(name, { cache: "no-cache" })));
}

async function forgetOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(ours) && name !== own).map((name) => caches.delete(name)));
}

/** A file, whose name changes with what it holds. */
async function kept(name, request) {
  return (await (await caches.open(own)).match(name)) ?? fetch(request);
}

/** The page of the server if there is one, for it may be newer; else the one that was kept. */
async function newestPage(request) {
  const late = new Promise((resolve) => setTimeout(resolve, patience));
  const newest = await Promise.race([fetch(request).catch(() => undefined), late]);
  return newest?.ok ? newest : kept(page, request);
}
