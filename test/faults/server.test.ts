/** Fault 59: what the server of `lapicque studio` tells whom. Each case names what would let it through. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serveFolder } from "../../src/cli/serve.ts";
import type { Served } from "../../src/cli/shell.ts";

/** What an answer says: its status, its headers and what follows them. */
interface Answer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

describe("59 the server", () => {
  let place: string;
  let served: Served;
  beforeAll(async () => {
    place = mkdtempSync(join(tmpdir(), "lapicque-server-"));
    const site = join(place, "site");
    mkdirSync(join(site, "assets"), { recursive: true });
    writeFileSync(join(place, "secret.txt"), "secret");
    writeFileSync(join(site, "index.html"), "page");
    writeFileSync(join(site, "assets", "a.js"), "script");
    symlinkSync(join(place, "secret.txt"), join(site, "link.txt"));
    symlinkSync(place, join(site, "out"));
    served = await serveFolder(site, { "document.json": "{}" }, 0);
  });
  afterAll(() => {
    served.close();
    rmSync(place, { recursive: true });
  });

  /** Sends bytes as they are: a client of its own would tidy up the path. */
  const send = (request: string, host = "127.0.0.1") =>
    new Promise<Answer>((resolve, reject) => {
      const socket = connect(served.port, host, () => socket.write(request));
      let text = "";
      socket.on("data", (part) => {
        text += part;
      });
      socket.on("error", reject);
      socket.on("close", () => {
        const [head = "", ...rest] = text.split("\r\n\r\n");
        resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]), head, body: rest.join("\r\n\r\n") });
      });
    });
  const get = (path: string, host = `127.0.0.1:${served.port}`, more = "") =>
    send(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n${more}\r\n`);

  test("tells this machine what is in the folder, whatever stands after the name", async () => {
    for (const path of ["/", "/index.html", "/?document", "/index.html#1.abc"]) expect((await get(path)).body).toContain("page");
    expect((await get("/assets/a.js", "localhost")).body).toContain("script");
    expect((await get("/document.json")).status).toBe(200);
  });

  // Kills: a path that is joined to the folder instead of looked up among its names; links that are followed when names are gathered.
  test.each([
    "/../secret.txt",
    "/assets/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/%2e%2e%2fsecret.txt",
    "/..%5csecret.txt",
    "//secret.txt",
    "/./index.html",
    "/index.html%00.js",
    "/link.txt",
    "/out/secret.txt",
    "/assets",
  ])("answers 404 to %s", async (path) => {
    const { status, body } = await get(path);
    expect([status, body]).toEqual([404, expect.not.stringContaining("secret")]);
  });

  // Kills: names looked up in a plain object, whose prototype has more; a percent sign that ends the process.
  test.each(["/constructor", "/__proto__", "/toString", "/%", "/%zz", "/%ff"])("survives %s", async (path) => {
    expect((await get(path)).status).toBe(404);
    expect((await get("/")).status).toBe(200);
  });

  // Kills: a Host that is not looked at, or matched at one end only: a foreign name may be made to point to this machine.
  test.each(["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "evil.example#127.0.0.1", "0.0.0.0", "[::1]", ""])(
    "answers nothing to who calls it `%s`",
    async (host) => {
      expect(await get("/document.json", host)).toMatchObject({ status: 403, body: expect.not.stringContaining("{}") });
    },
  );

  // Kills: an Access-Control header, a preflight that is granted, a missing resource policy.
  test("grants no other page anything", async () => {
    const asked = await get("/document.json", undefined, "Origin: https://evil.example\r\n");
    expect(asked.head).not.toMatch(/access-control/i);
    expect(asked.head).toMatch(/^cross-origin-resource-policy: same-origin\r?$/im);
    const preflight = await send(
      `OPTIONS /document.json HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example\r\nAccess-Control-Request-Method: PUT\r\n\r\n`,
    );
    expect(preflight.status).toBe(405);
    expect(preflight.head).not.toMatch(/access-control/i);
  });

  // Kills: a body that is waited for, or gathered: the answer comes, and the line is cut, before any of its 4 GB has been sent.
  test.each(["POST", "PUT", "DELETE"])("does not listen to what %s sends along", async (method) => {
    const { status } = await send(`${method} / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4000000000\r\n\r\n`);
    expect(status).toBe(405);
  });

  // Kills: a file that went after the start and ends the process.
  test("survives a site that is built anew", async () => {
    writeFileSync(join(place, "site", "gone.js"), "");
    const other = await serveFolder(join(place, "site"), {}, 0);
    rmSync(join(place, "site", "gone.js"));
    const answer = await fetch(`http://127.0.0.1:${other.port}/gone.js`);
    other.close();
    expect(answer.status).toBe(404);
  });

  // Kills: a server that listens to every interface.
  const outside = Object.values(networkInterfaces())
    .flatMap((ones) => ones ?? [])
    .find(({ internal, family }) => !internal && family === "IPv4")?.address;
  test.skipIf(outside === undefined)("is not reached from outside this machine (skipped where there is no outside)", async () => {
    await expect(send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", outside)).rejects.toThrow("ECONNREFUSED");
  });
});
