/** Figures for paper: `--width-mm`. */
import { expect, test } from "vitest";
import { passiveCell as cell } from "../common-documents.ts";
import { run } from "./virtual-shell.ts";

test("--width-mm 85 makes a PDF of 85 mm and a PNG of 1004 pixels, 300 an inch (kills: a picture that is only made smaller, dots of the screen)", async () => {
  const ran = await run(["run", "cell.yaml", "--width-mm", "85", "--quiet"], { "cell.yaml": cell });
  expect(ran.status).toBe(0);
  const png = Buffer.from(ran.files.get("out/cell/figures/traces.png")!);
  // 85 / 25.4 * 300 = 1003.9 pixels across, two thirds of it down; 300 / 0.0254 = 11811 a metre.
  expect(png.readUInt32BE(16)).toBe(1004);
  expect(png.readUInt32BE(png.indexOf("pHYs") + 4)).toBe(11811);
  const pdf = Buffer.from(ran.files.get("out/cell/figures/traces.pdf")!).toString("latin1");
  // 85 / 25.4 * 72 points.
  expect(pdf).toContain("/MediaBox [0 0 240.945 ");
  expect([...ran.files.keys()].filter((name) => name.endsWith(".svg"))).toHaveLength(2);
});

test("without it there is no PDF, and a width that is none is refused before anything is computed", async () => {
  const usual = await run(["run", "cell.yaml", "--quiet"], { "cell.yaml": cell });
  expect([...usual.files.keys()].some((name) => name.endsWith(".pdf"))).toBe(false);
  const wrong = await run(["run", "cell.yaml", "--width-mm", "wide"], { "cell.yaml": cell });
  expect(wrong.status).toBe(2);
  expect(wrong.stderr).toContain("--width-mm takes a whole number from 1 on, not `wide`");
  const narrow = await run(["run", "cell.yaml", "--width-mm", "39"], { "cell.yaml": cell });
  expect(narrow.stderr).toContain("--width-mm takes 40 to 1000, not 39");
  expect([...wrong.files.keys()]).toEqual(["cell.yaml"]);
});
