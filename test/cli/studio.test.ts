/** `lapicque studio`: what is served, to whom, and how it ends. The app itself is tested in test/browser. */
import { existsSync } from "node:fs";
import { get } from "node:http";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { run } from "./virtual-shell.ts";

const isBuilt = existsSync(fileURLToPath(new URL("../../dist/studio/index.html", import.meta.url)));

/** A stop that comes as soon as somebody has looked. */
function until(look: Promise<unknown>) {
  const signal = { aborted: false };
  void look.finally(() => {
    signal.aborted = true;
  });
  return signal;
}

interface Answer {
  readonly status: number | undefined;
  readonly type: string | undefined;
  readonly body: string;
}

/** Asks until somebody answers: the command is starting beside. */
async function ask(port: number, path: string, host = "127.0.0.1"): Promise<Answer> {
  for (;;) {
    try {
      return await new Promise((resolve, reject) => {
        get({ port, path, host: "127.0.0.1", headers: { host } }, (response) => {
          let body = "";
          response.on("data", (part) => {
            body += part;
          });
          response.on("end", () => resolve({ status: response.statusCode, type: response.headers["content-type"], body }));
        }).on("error", reject);
      });
    } catch {
      await new Promise((done) => setTimeout(done, 20));
    }
  }
}

describe.skipIf(!isBuilt)("lapicque studio (skipped where the app is not built)", () => {
  test("serves the page and the document, says where, and stops", async () => {
    const port = "41907";
    const looked = Promise.all([ask(41907, "/"), ask(41907, "/document.json")]);
    const ran = await run(["studio", "adex.tonic", "--set", "I=300pA", "--port", port, "--json"], {}, { signal: until(looked) });
    expect(ran.status).toBe(0);
    expect(ran.json()).toEqual({ address: "http://127.0.0.1:41907/?document", port: 41907, document: "adex.tonic" });
    const [page, document] = await looked;
    expect(page).toMatchObject({ status: 200, type: "text/html; charset=utf-8" });
    expect(JSON.parse(document.body)).toMatchObject({ name: "adex.tonic.yaml", text: expect.stringContaining("300pA") });
  });

  test("answers neither what is not there nor a page that calls itself something else", async () => {
    const looked = Promise.all([ask(41908, "/../package.json"), ask(41908, "/none.js"), ask(41908, "/", "evil.example")]);
    await run(["studio", "--port", "41908", "--quiet"], {}, { signal: until(looked) });
    expect((await looked).map(({ status }) => status)).toEqual([404, 404, 403]);
  });
});

test("a port that is none is refused", async () => {
  const ran = await run(["studio", "--port", "seventy"]);
  expect(ran.status).toBe(2);
  expect(ran.stderr).toContain("`seventy` is no port");
});
