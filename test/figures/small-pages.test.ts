/** What changes on a page that is smaller than a file: legends in two lines, fewer arrows; and letters that stay legible over lines. */
import { describe, expect, test } from "vitest";
import { compose, light, type Mark, renderSvg, type Scene, type Shape } from "../../src/figures/index.ts";
import { headingLines, headingWidth } from "../../src/figures/scene/furniture.ts";
import { stackPanels } from "../../src/figures/scene/stack.ts";
import { tilesOf } from "../../src/figures/scene/tiles.ts";
import { plain, plainText } from "../../src/figures/text/rich-text.ts";

const names = ["dV/dt = 0", "dw/dt = 0", "orbit", "stable cycle, 47.7 ms"];

function sceneOf(width: number, marks: readonly Mark[] = []): Scene {
  const heading = names.map((name, ink) => ({ text: plain(name), ink: "text" as const, swatch: { kind: "line" as const, ink } }));
  const scale = { kind: "linear", low: 0, high: 1 } as const;
  return stackPanels({
    title: "",
    description: "",
    x: scale,
    xLabel: plain("V"),
    panels: [{ heading, y: scale, look: "grid", marks, weight: 1 }],
    page: { width, height: 400 },
  });
}

const texts = (scene: Scene) =>
  compose(scene).shapes.flatMap((shape) => (shape.kind === "text" ? [{ ...shape, plain: plainText(shape.text) }] : []));

describe("legends", () => {
  test("one line where it fits; what does not is counted", () => {
    const wide = texts(sceneOf(800)).filter((text) => names.includes(text.plain));
    expect(new Set(wide.map(({ y }) => y)).size).toBe(1);
    expect(wide).toHaveLength(4);
  });

  test("two lines on a narrow page, above the frame and within its width", () => {
    const scene = sceneOf(400);
    const [{ frame }] = scene.panels as [Scene["panels"][number]];
    const shown = texts(scene).filter((text) => names.includes(text.plain));
    expect(shown).toHaveLength(4);
    const heights = [...new Set(shown.map(({ y }) => y))];
    expect(heights).toHaveLength(2);
    expect(heights[1]! - heights[0]!).toBe(19);
    expect(heights[0]! - 14).toBeGreaterThan(0);
    expect(heights[1]!).toBeLessThan(frame.y);
    expect(headingLines(scene.panels[0]!.heading, frame.width)).toHaveLength(2);
  });

  test("two lines at most: the rest is counted", () => {
    const shown = texts(sceneOf(260)).map((text) => text.plain);
    expect(shown.some((text) => /^and \d more$/.test(text))).toBe(true);
  });
});

describe("tiles on a page that cannot grow", () => {
  const scale = { kind: "linear", low: 0, high: 1 } as const;
  const tile = (k: number) => ({
    heading: [
      { text: plain(`picture ${k}`), ink: "text" as const },
      { text: plain("0 to 1.23"), ink: "soft" as const, swatch: { kind: "ramp" as const, palette: "sequential" as const } },
    ],
    x: scale,
    y: scale,
    xLabel: plain("x"),
    aspect: 1,
    marks: [],
  });
  const sceneOn = (count: number, width: number, height: number) =>
    tilesOf({ title: "", description: "", tiles: Array.from({ length: count }, (_, k) => tile(k)), page: { width, height, fits: true } });

  test.each([
    [4, 900, 300],
    [4, 520, 400],
    [4, 520, 900],
    [3, 700, 420],
    [1, 520, 260],
  ])("%d tiles on %d x %d lie on it with their headings (kills: a page that grows, a heading that is cut)", (count, width, height) => {
    const scene = sceneOn(count, width, height);
    expect(scene.height).toBeLessThanOrEqual(height + 1);
    for (const { frame } of scene.panels) expect(frame.x + frame.width).toBeLessThanOrEqual(width);
    // The estimate of a text's width is within a tenth.
    for (const { x, plain: words } of texts(scene)) if (words === "0 to 1.23") expect(x + 66).toBeLessThanOrEqual(width);
    const overlap = scene.panels.some((a, k) =>
      scene.panels.slice(k + 1).some(({ frame: b }) => a.frame.y === b.y && b.x < a.frame.x + headingWidth(a.heading.slice(1))),
    );
    expect(overlap).toBe(false);
  });

  test("stand side by side where that makes them larger, below one another where that does", () => {
    const rows = (scene: Scene) => new Set(scene.panels.map(({ frame }) => frame.y)).size;
    expect([rows(sceneOn(4, 1200, 300)), rows(sceneOn(4, 520, 500)), rows(sceneOn(4, 300, 1200))]).toEqual([1, 2, 4]);
  });
});

describe("arrows", () => {
  const side = 20;
  const place = (k: number) => (k + 0.5) / side;
  const field: Mark = {
    kind: "arrows",
    x: Float64Array.from({ length: side * side }, (_, k) => place(k % side)),
    y: Float64Array.from({ length: side * side }, (_, k) => place(Math.floor(k / side))),
    u: new Float64Array(side * side).fill(1),
    v: new Float64Array(side * side),
    ink: "soft",
    width: 1,
    length: 17,
  };
  const count = (width: number) => {
    const all: readonly Shape[] = compose(sceneOf(width, [field])).shapes;
    const shaft = all.find((shape) => shape.kind === "path" && shape.parts.length > 20);
    return shaft?.kind === "path" ? shaft.parts.length / 2 : 0;
  };

  test("all of a grid of 20 x 20 on a wide page, every second column where 20 of 17 points do not fit (kills: arrows that overlap)", () => {
    expect(count(800)).toBe(400);
    expect(count(340)).toBe(200);
  });
});

test("letters with a halo have a rim of background under them, in the SVG too", () => {
  const label: Mark = { kind: "label", x: 0.5, y: 0.5, text: plain("saddle"), anchor: "start", ink: "text", halo: true };
  const svg = renderSvg(sceneOf(800, [label]), light, { version: "0", document_sha256: "0" });
  expect(svg).toMatch(/stroke="#ffffff" stroke-width="3" stroke-linejoin="round" paint-order="stroke"[^>]*>saddle/);
});
